import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { locale } from "./kernel/i18n.ts";
import { applyPreferences } from "./kernel/preferences.ts";
import { restoreSession } from "./kernel/session.ts";
import { loadCore } from "./kernel/text/index.ts";
import "./ui/css/index.css";

applyPreferences();
// The session and the words travel together; whoever is not signed in is not kept waiting.
void restoreSession().catch(() => {});
await loadCore(locale());
render(() => <App />, document.getElementById("root")!);
