import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { failureText, reasonText } from "../reasons.ts";
import { isScheduled } from "../status.tsx";
import { notifyWords } from "../text/index.ts";
import { momentText } from "../when.ts";
import type { MessageRow } from "./message-data.ts";

type Noted = Pick<MessageRow, "status" | "scheduled_at" | "error_code"> & { defer_reason?: string | null };

/** What the status alone does not say: until when it waits and why, or why it failed. */
export function StateNote(props: { message: Noted }) {
  const w = useWords(notifyWords);
  const failed = () => props.message.status === "failed" || props.message.status === "bounced";
  return (
    <Show when={isScheduled(props.message)} fallback={<Show when={failed()}>{failureText(w, props.message.error_code)}</Show>}>
      {w("until", { time: momentText(props.message.scheduled_at) })}
      <Show when={props.message.defer_reason}>{(code) => <> · {reasonText(w, code())}</>}</Show>
      <Show when={!props.message.defer_reason && props.message.error_code}>{(code) => <> · {failureText(w, code())}</>}</Show>
    </Show>
  );
}
