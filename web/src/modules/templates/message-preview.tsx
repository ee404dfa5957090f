import { For, Match, Show, Switch } from "solid-js";
import Bell from "lucide-solid/icons/bell";
import { useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import type { Shown } from "./template-data.ts";
import { templateWords } from "./text/index.ts";

/** A message as it arrives: a mail in a frame that runs nothing, a bubble, or a row of the inbox. */
export function MessagePreview(props: { of: Shown }) {
  const w = useWords(templateWords);
  const sender = () => session()?.tenant.name ?? "";
  const direction = () => (props.of.locale === "ar" ? "rtl" : "ltr");
  return (
    <div class="message-preview" lang={props.of.locale}>
      <Switch>
        <Match when={props.of.channel === "email"}>
          <div class="message-preview__mail">
            <div class="message-preview__head" dir={direction()}><div class="strong">{props.of.subject}</div><div class="faint small"><bdi>{sender()}</bdi></div></div>
            <iframe title={w("mail", { language: w(`languages.${props.of.locale}`) })} sandbox="" srcdoc={props.of.html ?? ""} />
          </div>
        </Match>
        <Match when={props.of.channel === "inbox"}>
          <div class="notice" data-unread="" dir={direction()}>
            <span class="notice__icon"><Icon of={Bell} /></span>
            <span class="notice__title">{props.of.subject}</span>
            <span class="notice__text">{props.of.text}</span>
          </div>
        </Match>
        <Match when>
          <div class="message-preview__phone" dir={direction()}>
            <div class="message-preview__from"><bdi>{sender()}</bdi></div>
            <p class="message-preview__bubble" data-tone={props.of.channel === "whatsapp" ? "success" : undefined}>{props.of.channel === "whatsapp" ? <Bold text={props.of.text} /> : props.of.text}</p>
          </div>
        </Match>
      </Switch>
      <Show when={props.of.sms}>
        {(sms) => (
          <p class="row small" classList={{ muted: sms().segments <= 2, "tone-text": sms().segments > 2 }} data-tone={sms().segments > 2 ? "warning" : undefined} data-gap="sm">
            <span class="strong">{w("segments", { count: sms().segments })}</span><span>{w("sms", { length: sms().length, encoding: sms().encoding })}</span>
            <Show when={sms().segments > 2}><span>{w("sms3")}</span></Show>
          </p>
        )}
      </Show>
      <Show when={props.of.provider_parameters?.length}><p class="muted small">{w("placeholders", { list: props.of.provider_parameters!.map((value, at) => `{{${at + 1}}} ${value}`).join(" · ") })}</p></Show>
      <Show when={props.of.removed.length}><Banner tone="warning">{w("removed", { parts: props.of.removed.join(", ") })}</Banner></Show>
    </div>
  );
}

/** WhatsApp shows *words* between stars in bold. */
function Bold(props: { text: string }) {
  return <For each={props.text.split(/(\*[^*\n]+\*)/)}>{(part) => (/^\*.+\*$/.test(part) ? <b>{part.slice(1, -1)}</b> : part)}</For>;
}
