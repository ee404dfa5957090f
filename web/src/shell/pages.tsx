import Compass from "lucide-solid/icons/compass";
import Lock from "lucide-solid/icons/lock";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import { usePage } from "#web/src/kernel/page.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";

/** No page has this address. */
export function NotFoundPage() {
  usePage(() => ({ title: t("state.notFound") }));
  return <div class="scroll"><EmptyState page icon={Compass} title={t("state.notFound")} actions={<ButtonLink href="/" variant="primary">{t("state.home")}</ButtonLink>}>{t("state.notFoundHelp")}</EmptyState></div>;
}

/** The page exists, and this person's role does not include it. */
export function ForbiddenPage(props: { permission: string }) {
  usePage(() => ({ title: t("state.forbidden") }));
  return <div class="scroll"><EmptyState page icon={Lock} title={t("state.forbidden")} actions={<ButtonLink href="/">{t("state.home")}</ButtonLink>}>{t("state.forbiddenHelp", { permission: props.permission })}</EmptyState></div>;
}

/** A page threw: the shell stays, the page can be tried again. */
export function CrashPage(props: { error: unknown; reset: () => void }) {
  // oxlint-disable-next-line no-console -- The only trace of a crash that a person can send us.
  console.error(props.error);
  // A chunk that is gone means that a newer version was published while this tab was open.
  const outdated = /dynamically imported module|Importing a module script failed/.test(String(props.error));
  return (
    <div class="scroll">
      <EmptyState
        page icon={OctagonAlert} title={outdated ? t("state.newVersion") : t("state.crashed")}
        actions={<><Button onClick={() => props.reset()}>{t("action.retry")}</Button><Button variant="primary" onClick={() => location.reload()}>{t("action.reload")}</Button></>}
      >
        {t("state.crashedHelp")}
      </EmptyState>
    </div>
  );
}
