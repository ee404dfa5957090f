import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { dirOf, langOf } from "#web/src/ui/text.tsx";
import { notifyWords } from "../text/index.ts";
import type { MessageView } from "./message-data.ts";

/** The words as they were sent. An email stands in a frame that may do nothing: no scripts, no forms, no way out. */
export function MessageContent(props: { message: MessageView }) {
  const w = useWords(notifyWords);
  return (
    <Show when={props.message.content} fallback={<p class="muted">{w("message.contentNone")}</p>}>
      {(content) => (
        <Show when={props.message.channel === "email"} fallback={<p class="message__words" dir={dirOf(content().text)} lang={langOf(content().text)}>{content().text}</p>}>
          <p><span class="muted">{w("message.subject")}: </span><span dir={dirOf(content().subject)} lang={langOf(content().subject)}>{content().subject}</span></p>
          <iframe class="message__frame" sandbox="" referrerpolicy="no-referrer" title={w("message.frame")} srcdoc={content().html} />
        </Show>
      )}
    </Show>
  );
}
