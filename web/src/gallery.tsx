import { useSearchParams } from "@solidjs/router";
import { Dynamic } from "solid-js/web";
import { For } from "solid-js";
import { locale, setLocale } from "#web/src/kernel/i18n.ts";
import { preferences, setPreferences } from "#web/src/kernel/preferences.ts";
import { setSession } from "#web/src/kernel/session.ts";
import { Button } from "#web/src/ui/button.tsx";
import { BoardDemo } from "./gallery/board-demo.tsx";
import { Components } from "./gallery/components.tsx";
import { ListDemo } from "./gallery/list-demo.tsx";
import { RecordDemo } from "./gallery/record-demo.tsx";
import { WizardDemo } from "./gallery/wizard-demo.tsx";

const SHOWS = { components: Components, list: ListDemo, record: RecordDemo, board: BoardDemo, wizard: WizardDemo };
type ShowName = keyof typeof SHOWS;

/** Every component with sample data, for review and screenshots; only in development. */
export default function Gallery() {
  const [params] = useSearchParams<{ show?: string }>();
  const show = () => (params.show && params.show in SHOWS ? (params.show as ShowName) : "components");
  setSession({
    user: { id: "u1", full_name: "Karim Adel", email: "karim@nilegate.test" }, tenant: { id: "t1", name: "Nile Gate Realty", country: "EG", currency: "EGP" },
    mfa: { enrolled: true, required: false, grace_ends_at: null }, roles: ["staff"], permissions: ["lead.*", "deal.*"], features: [], modules_off: [],
  });
  return (
    <div class="gallery-frame">
      <header class="toolbar gallery-bar">
        <For each={Object.keys(SHOWS)}>{(name) => <a class="button" data-variant="ghost" data-size="sm" aria-current={show() === name ? "page" : undefined} href={`/gallery?show=${name}`}>{name}</a>}</For>
        <span class="push">
          <Button size="sm" variant="ghost" onClick={() => setPreferences({ theme: preferences().theme === "dark" ? "light" : "dark" })}>theme</Button>
          <Button size="sm" variant="ghost" onClick={() => setPreferences({ contrast: preferences().contrast === "more" ? "normal" : "more" })}>contrast</Button>
          <Button size="sm" variant="ghost" onClick={() => setPreferences({ density: preferences().density === "compact" ? "comfortable" : "compact" })}>density</Button>
          <Button size="sm" variant="ghost" onClick={() => void setLocale(locale() === "ar" ? "en" : "ar")}>language</Button>
        </span>
      </header>
      <main class="main" id="main"><Dynamic component={SHOWS[show()]} /></main>
    </div>
  );
}
