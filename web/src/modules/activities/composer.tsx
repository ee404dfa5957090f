import Phone from "lucide-solid/icons/phone";
import StickyNote from "lucide-solid/icons/sticky-note";
import { createSignal, createUniqueId, For, Show } from "solid-js";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createActivity, type SubjectType } from "#worker/modules/activities/contract.ts";
import { activityWords } from "./text/index.ts";

const KINDS = [{ id: "note", icon: StickyNote }, { id: "call", icon: Phone }] as const;
const TITLE = 200;

/** Writes a note or logs a call about a record; Ctrl or ⌘ with Enter saves. */
export function Composer(props: { subject_type: z.output<typeof SubjectType>; subject_id: string }) {
  const w = useWords(activityWords);
  const id = createUniqueId();
  const [kind, setKind] = createSignal<"note" | "call">("note");
  const [text, setText] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const save = async () => {
    const body = text().trim();
    if (busy()) return;
    if (!body) return void toast.info(w("missing"));
    setBusy(true);
    try {
      // A list shows the first line; the whole text is the body.
      await call(createActivity, { body: { type: kind(), subject_type: props.subject_type, subject_id: props.subject_id, title: body.split("\n")[0]!.slice(0, TITLE), body, ...(kind() === "call" ? { direction: "outbound" } : {}) } });
      setText("");
      await invalidate("/v1/timeline");
      toast.success(w("saved"));
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const label = () => w(kind() === "note" ? "notePlaceholder" : "callPlaceholder");
  return (
    <div class="composer">
      <div class="composer__kinds" role="group" aria-label={w("written")}>
        <For each={KINDS}>{(one) => <button type="button" class="button" data-variant="ghost" data-size="sm" aria-pressed={kind() === one.id} onClick={() => setKind(one.id)}><Icon of={one.icon} /><span>{w(`${one.id}`)}</span></button>}</For>
      </div>
      <label class="visually-hidden" for={id}>{label()}</label>
      <textarea
        id={id} dir="auto" rows={2} maxLength={10_000} placeholder={label()} value={text()} onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void save(); } }}
      />
      <Show when={text().trim()}>
        <div class="composer__foot"><span class="push"><Button variant="primary" size="sm" busy={busy()} onClick={() => void save()}>{w(kind() === "note" ? "save" : "saveCall")}</Button></span></div>
      </Show>
    </div>
  );
}
