import { useNavigate } from "@solidjs/router";
import LogOut from "lucide-solid/icons/log-out";
import Settings from "lucide-solid/icons/settings";
import { setLocale, locale } from "#web/src/kernel/i18n.ts";
import { preferences, setPreferences } from "#web/src/kernel/preferences.ts";
import { queryClient } from "#web/src/kernel/query.ts";
import { session, signOut } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { pagePaths } from "#web/src/routes.tsx";
import { Avatar } from "#web/src/ui/avatar.tsx";
import { Menu, type MenuEntry } from "#web/src/ui/menu.tsx";

/** Theme, density, language and the way out. */
export function UserMenu() {
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    queryClient.clear();
    navigate("/sign-in", { replace: true });
  };
  const entries = (): MenuEntry[] => {
    const now = preferences();
    const settings: MenuEntry[] = pagePaths().has("/settings") ? [{ label: t("user.settings"), icon: Settings, href: "/settings" }, "line"] : [];
    return [
      { heading: session()?.user.email ?? "" },
      ...settings,
      { heading: t("user.theme") },
      { label: t("user.light"), checked: now.theme === "light", onSelect: () => setPreferences({ theme: "light" }) },
      { label: t("user.dark"), checked: now.theme === "dark", onSelect: () => setPreferences({ theme: "dark" }) },
      { label: t("user.system"), checked: now.theme === "system", onSelect: () => setPreferences({ theme: "system" }) },
      { label: t("user.contrast"), checked: now.contrast === "more", onSelect: () => setPreferences({ contrast: now.contrast === "more" ? "normal" : "more" }) },
      { label: t("user.comfortable"), checked: now.density === "comfortable", onSelect: () => setPreferences({ density: now.density === "comfortable" ? "compact" : "comfortable" }) },
      { heading: t("user.language") },
      { label: "English", checked: locale() === "en", onSelect: () => void setLocale("en") },
      { label: "العربية", checked: locale() === "ar", onSelect: () => void setLocale("ar") },
      "line",
      { label: t("user.signOut"), icon: LogOut, onSelect: () => void leave() },
    ];
  };
  const face = (given: Record<string, unknown>) => <button type="button" {...given} class="user-button" data-tooltip={session()?.user.full_name}><Avatar name={session()?.user.full_name ?? "?"} size="md" /></button>;
  return <Menu label={t("user.menu")} placement="bottom-end" as={face} entries={entries()} />;
}
