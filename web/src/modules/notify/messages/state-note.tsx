import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { failureText, reasonText } from "../reasons.ts";
import { isScheduled } from "../status.tsx";
import { notifyWords } from "../text/index.ts";
import type { MessageRow } from "./message-data.ts";

type Noted = Pick<MessageRow, "status" | "scheduled_at" | "error_code"> & { defer_reason?: string | null };

/** What the status alone does not say: why it waits, or why it failed. */
export function StateNote(props: { message: Noted }) {
  const w = useWords(notifyWords);
  const failed = () => props.message.status === "failed" || props.message.status === "bounced" || (props.message.status === "expired" && props.message.error_code !== null);
  return (
    <Show when={isScheduled(props.message)} fallback={<Show when={failed()}>{failureText(w, props.message.error_code)}</Show>}>
      <Show when={props.message.defer_reason} fallback={<Show when={props.message.error_code}>{(code) => failureText(w, code())}</Show>}>{(code) => reasonText(w, code())}</Show>
    </Show>
  );
}
