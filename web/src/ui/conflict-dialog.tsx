import { createSignal, For, Show, type JSX } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

export interface ConflictField<T> {
  key: keyof T & string;
  label: string;
  show: (record: T) => JSX.Element;
}

interface ConflictDialogProps<T> {
  open: boolean;
  /** The record as it was when editing began, as it is now on the server, and as this person wants it. */
  original: T;
  theirs: T;
  yours: T;
  fields: readonly ConflictField<T>[];
  /** Who saved first. */
  who?: string;
  onCancel: () => void;
  /** The chosen values, to be saved with the version of `theirs`. */
  onSave: (chosen: Partial<T>) => void;
  busy?: boolean;
}

const inOrder = (_key: string, value: unknown) => (value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value);
/** Whether two values say the same, whatever the order of their keys. */
const same = (a: unknown, b: unknown) => JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);

/** Somebody else saved first: shows the fields that differ and lets each be chosen. */
export function ConflictDialog<T extends object>(props: ConflictDialogProps<T>) {
  const [choice, setChoice] = createSignal<Record<string, "theirs" | "yours">>({});
  const differing = () => props.fields.filter(({ key }) => !same(props.theirs[key], props.yours[key]));
  // What only one side changed is that side's by default; what both changed is yours until you say otherwise.
  const side = (key: keyof T & string) => choice()[key] ?? (same(props.yours[key], props.original[key]) ? "theirs" : "yours");
  const save = (all?: "theirs") => {
    const entries = differing().filter(({ key }) => !all && side(key) === "yours").map(({ key }) => [key, props.yours[key]]);
    props.onSave(Object.fromEntries(entries) as Partial<T>);
  };
  return (
    <Dialog
      open={props.open} wide onClose={props.onCancel} title={t("conflict.title")} help={t("conflict.help", { name: props.who ?? t("conflict.unknown") })}
      foot={
        <>
          <Button variant="ghost" onClick={() => props.onCancel()}>{t("action.cancel")}</Button>
          <Button onClick={() => save("theirs")}>{t("conflict.takeTheirs")}</Button>
          <Button variant="primary" busy={props.busy} onClick={() => save()}>{t("conflict.saveChosen")}</Button>
        </>
      }
    >
      <div class="table-frame conflict">
        <table class="table" data-inset="">
          <thead><tr><th scope="col">{t("conflict.field")}</th><th scope="col">{t("conflict.original")}</th><th scope="col">{t("conflict.theirs")}</th><th scope="col">{t("conflict.yours")}</th></tr></thead>
          <tbody>
            <For each={differing()}>
              {(field) => (
                <tr>
                  <th scope="row" class="table__plain muted">{field.label}</th>
                  <td class="faint"><Value>{field.show(props.original)}</Value></td>
                  <For each={["theirs", "yours"] as const}>
                    {(which) => (
                      <td>
                        <label class="checkbox">
                          <input type="radio" name={`conflict-${field.key}`} aria-label={`${field.label}: ${t(`conflict.${which}`)}`} checked={side(field.key) === which} onChange={() => setChoice({ ...choice(), [field.key]: which })} />
                          <Value>{field.show(which === "theirs" ? props.theirs : props.yours)}</Value>
                        </label>
                      </td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

function Value(props: { children: JSX.Element }) {
  return <Show when={props.children !== undefined && props.children !== null && props.children !== ""} fallback={<span class="faint">{t("conflict.empty")}</span>}><span dir="auto">{props.children}</span></Show>;
}
