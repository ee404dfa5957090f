// Runs before the first paint so that theme, density and direction never flash. Kept external for the content security policy.
(function () {
  var root = document.documentElement;
  var saved = {};
  try {
    saved = JSON.parse(localStorage.getItem("m3core.preferences") || "{}");
  } catch (_) {
    saved = {};
  }
  var language = saved.language || ((navigator.language || "en").indexOf("ar") === 0 ? "ar" : "en");
  root.lang = language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  root.dataset.theme = saved.theme || "system";
  root.dataset.density = saved.density || "compact";
  if (saved.contrast === "more" || (!saved.contrast && matchMedia("(prefers-contrast: more)").matches)) root.dataset.contrast = "more";
  if (saved.accent) root.style.setProperty("--accent", saved.accent);
})();
