import { createSignal, For, Show } from "solid-js";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { Drawer } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Facts } from "#web/src/ui/record-parts.tsx";
import { Code, DateTime, Nothing } from "#web/src/ui/text.tsx";
import { actionWord, entityWord, entryPath, fieldsOf, type Changed, type Entry, type Value } from "./entry-words.ts";
import { auditWords } from "./text/index.ts";
import { Who } from "./who.tsx";
import "./audit.css";

/** One row of the log: who, when, from where, and each field before and after. */
export function EntryDrawer(props: { entry: Entry | undefined; onClose: () => void; onRecord: (entry: Entry) => void }) {
  const w = useWords(auditWords);
  const title = () => (props.entry ? w("entry.title", { action: actionWord(w, props.entry.action), record: entityWord(w, props.entry.entity_type) }) : w("title"));
  return (
    <Drawer open={Boolean(props.entry)} onClose={props.onClose} title={title()} wide>
      <Show when={props.entry}>{(entry) => <Body entry={entry()} onRecord={() => props.onRecord(entry())} />}</Show>
    </Drawer>
  );
}

function Body(props: { entry: Entry; onRecord: () => void }) {
  const w = useWords(auditWords);
  const [all, setAll] = createSignal(false);
  const fields = () => fieldsOf(props.entry);
  const same = () => fields().filter((field) => field.same).length;
  const shown = () => fields().filter((field) => all() || !field.same);
  const long = (text: string | null) => <Show when={text} fallback={<Nothing />}><span class="entry__long" dir="ltr">{text}</span></Show>;
  return (
    <div class="entry">
      <Show when={props.entry.is_redacted}><Banner tone="info">{w("entry.redacted")}</Banner></Show>
      <Facts facts={[
        { label: w("who"), value: <Who entry={props.entry} /> },
        { label: w("when"), value: <DateTime at={props.entry.created_at} as="datetime" /> },
        { label: w("place"), value: long(props.entry.ip_address) },
      ]} />
      <Show when={fields().length} fallback={<p class="muted">{w("entry.noData")}</p>}>
        <Diff fields={shown()} />
        <Show when={same()}><div><Button size="sm" variant="ghost" onClick={() => setAll(!all())}>{all() ? w("entry.hide") : w("entry.unchanged", { count: same() })}</Button></div></Show>
      </Show>
      <Facts facts={[
        { label: w("entry.browser"), value: long(props.entry.user_agent) },
        { label: w("entry.id"), value: long(props.entry.entity_id) },
        { label: w("entry.request"), value: long(props.entry.request_id) },
        { label: w("number"), value: props.entry.number === null ? <span class="muted">{w("entry.waiting")}</span> : <Code>{props.entry.number}</Code> },
        { label: w("entry.hash"), value: long(props.entry.hash) },
      ]} />
      <div class="row">
        <Show when={props.entry.entity_id}><Button size="sm" onClick={() => props.onRecord()}>{w("entry.all")}</Button></Show>
        <Show when={entryPath(props.entry)}>{(path) => <ButtonLink size="sm" variant="ghost" href={path()}>{t("action.open")}</ButtonLink>}</Show>
      </div>
    </div>
  );
}

function Diff(props: { fields: readonly Changed[] }) {
  const w = useWords(auditWords);
  return (
    <div class="table-frame diff" tabIndex={0} role="region" aria-label={w("details")}>
      <table class="table" data-inset="">
        <thead><tr><th scope="col">{w("entry.field")}</th><th scope="col">{w("entry.before")}</th><th scope="col">{w("entry.after")}</th></tr></thead>
        <tbody>
          <For each={props.fields}>
            {(field) => (
              <tr data-same={field.same ? "" : undefined}>
                <th scope="row" class="table__plain muted"><Code>{field.field}</Code></th>
                <td><Cell value={field.before} tag={field.same ? undefined : "del"} /></td>
                <td><Cell value={field.after} tag={field.same ? undefined : "ins"} /></td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;

function Cell(props: { value: Value; tag: "del" | "ins" | undefined }) {
  const w = useWords(auditWords);
  const text = () => {
    const { value } = props;
    if (typeof value === "boolean") return value ? w("entry.yes") : w("entry.no");
    if (typeof value === "string") return INSTANT.test(value) ? formatDate(value, "datetime") : value;
    return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
  };
  const empty = () => props.value === undefined || props.value === null || props.value === "";
  return (
    <Show when={!empty()} fallback={<Nothing />}>
      <Show when={props.tag} fallback={<span dir="auto">{text()}</span>}>{(tag) => (tag() === "del" ? <del dir="auto">{text()}</del> : <ins dir="auto">{text()}</ins>)}</Show>
    </Show>
  );
}
