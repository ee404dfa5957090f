import Building from "lucide-solid/icons/building";
import Languages from "lucide-solid/icons/languages";
import { Show, type JSX } from "solid-js";
import { locale, setLocale } from "#web/src/kernel/i18n.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Icon } from "#web/src/ui/icon.tsx";

/** The frame of the pages before signing in: mark and language above, one narrow column. */
export function AuthLayout(props: { title: string; help?: JSX.Element; wide?: boolean; children: JSX.Element }) {
  usePage(() => ({ title: props.title }));
  const other = () => (locale() === "ar" ? "en" : "ar");
  return (
    <div class="auth">
      <header class="row">
        <span class="nav__mark"><Icon of={Building} size="sm" /></span><span class="strong">{t("app")}</span>
        <span class="push"><Button variant="ghost" icon={Languages} lang={other()} onClick={() => void setLocale(other())}>{other() === "ar" ? "العربية" : "English"}</Button></span>
      </header>
      <main class="auth__card" id="main" data-wide={props.wide ? "" : undefined}>
        <div class="stack" data-gap="sm">
          <h1 class="record-title">{props.title}</h1>
          <Show when={props.help}><p class="muted">{props.help}</p></Show>
        </div>
        {props.children}
      </main>
      <footer />
    </div>
  );
}
