// By their parts: the two compound components share one object, and each would give the other its role.
import * as KobalteAlert from "@kobalte/core/alert-dialog";
import * as Kobalte from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import { createRoot, createSignal, Show, type JSX } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { Button, IconButton } from "./button.tsx";

interface LayerProps {
  open: boolean;
  onClose: () => void;
  title: string;
  help?: JSX.Element;
  wide?: boolean;
  children?: JSX.Element;
  /** Buttons, the main one last. */
  foot?: JSX.Element;
}

/** Gives the focus back to what had it when the layer opened: Kobalte does so only for a trigger of its own. */
function focusReturns() {
  let opener: Element | null;
  return {
    onOpenAutoFocus: () => { opener = document.activeElement; },
    onCloseAutoFocus: (event: Event) => {
      // Prevented: the focus has moved on to another page or layer already.
      if (!event.defaultPrevented && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
  };
}

/** A question or a short form over the page. Focus goes in, stays in, and returns. */
export function Dialog(props: LayerProps) {
  const focus = focusReturns();
  return (
    <Kobalte.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="scrim" data-layer="dialog" />
        <div class="dialog-place">
          <Kobalte.Content class="dialog" data-wide={props.wide ? "" : undefined} data-modal="" aria-modal="true" {...focus}>
            <div class="dialog__head">
              <Kobalte.Title class="page-title">{props.title}</Kobalte.Title>
              <Show when={props.help}><Kobalte.Description class="muted">{props.help}</Kobalte.Description></Show>
            </div>
            <Show when={props.children}><div class="dialog__body">{props.children}</div></Show>
            <Show when={props.foot}><div class="dialog__foot">{props.foot}</div></Show>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte.Root>
  );
}

/** A panel from the end edge: the record in context, a long form, the inbox. On a phone it is a page. */
export function Drawer(props: LayerProps & { actions?: JSX.Element; class?: string; tabs?: JSX.Element; /** Nothing in it need take the keyboard: it scrolls by itself. */ reading?: boolean }) {
  const focus = focusReturns();
  return (
    <Kobalte.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="scrim" />
        <Kobalte.Content class={`drawer ${props.class ?? ""}`} data-wide={props.wide ? "" : undefined} data-modal="" aria-modal="true" {...focus}>
          <header class="drawer__head">
            <Kobalte.Title class="page-title truncate">{props.title}</Kobalte.Title>
            <span class="push row" data-gap="sm">
              {props.actions}
              <Kobalte.CloseButton as={IconButton} icon={X} size="sm" label={t("action.close")} aria-label={t("action.close")} />
            </span>
          </header>
          {props.tabs}
          <div class="drawer__body" tabIndex={props.reading ? 0 : undefined}>{props.children}</div>
          <Show when={props.foot}><footer class="drawer__foot">{props.foot}</footer></Show>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  );
}

interface Question {
  title: string;
  text?: JSX.Element;
  confirmLabel?: string;
  cancelLabel?: string;
  danger?: boolean;
}
const [asked, setAsked] = createRoot(() => createSignal<Question & { answer: (yes: boolean) => void }>());

/** Asks before something that cannot be undone: `if (await confirm({ title: "Delete 3 leads?", danger: true })) …` */
export const confirm = (question: Question) =>
  new Promise<boolean>((resolve) =>
    setAsked({
      ...question,
      answer: (yes) => {
        setAsked(undefined);
        resolve(yes);
      },
    }),
  );

/** Shows what confirm() asks; mounted once by the app. */
export function ConfirmHost() {
  return <Show when={asked()}>{(question) => <AlertDialog open {...question()} onAnswer={question().answer} />}</Show>;
}

/** The controlled form of confirm(). */
export function AlertDialog(props: Question & { open: boolean; onAnswer: (yes: boolean) => void }) {
  const focus = focusReturns();
  return (
    <KobalteAlert.Root open={props.open} onOpenChange={(open) => !open && props.onAnswer(false)}>
      <KobalteAlert.Portal>
        <KobalteAlert.Overlay class="scrim" data-layer="dialog" />
        <div class="dialog-place">
          <KobalteAlert.Content class="dialog" data-modal="" aria-modal="true" {...focus}>
            <div class="dialog__head">
              <KobalteAlert.Title class="page-title">{props.title}</KobalteAlert.Title>
              <Show when={props.text}><KobalteAlert.Description class="muted">{props.text}</KobalteAlert.Description></Show>
            </div>
            <div class="dialog__foot">
              <Button variant="ghost" onClick={() => props.onAnswer(false)}>{props.cancelLabel ?? t("action.cancel")}</Button>
              <Button variant={props.danger ? "danger" : "primary"} onClick={() => props.onAnswer(true)}>{props.confirmLabel ?? t("action.confirm")}</Button>
            </div>
          </KobalteAlert.Content>
        </div>
      </KobalteAlert.Portal>
    </KobalteAlert.Root>
  );
}
