import { useBeforeLeave } from "@solidjs/router";
import { createEffect, onCleanup } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { confirm } from "./dialog.tsx";

/** Asks before leaving a page, or closing the tab, while `when` is true. */
export function UnsavedGuard(props: { when: boolean }) {
  useBeforeLeave((event) => {
    // A change of filters or tabs stays on the same page.
    const samePage = typeof event.to === "string" && new URL(event.to, location.href).pathname === event.from.pathname;
    if (!props.when || event.defaultPrevented || samePage) return;
    event.preventDefault();
    void confirm({ title: t("unsaved.title"), text: t("unsaved.help"), confirmLabel: t("unsaved.leave"), cancelLabel: t("unsaved.stay"), danger: true }).then((yes) => yes && event.retry(true));
  });
  createEffect(() => {
    if (!props.when) return;
    const stop = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", stop);
    onCleanup(() => removeEventListener("beforeunload", stop));
  });
  return null;
}
