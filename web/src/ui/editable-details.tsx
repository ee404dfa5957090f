import Pencil from "lucide-solid/icons/pencil";
import { createSignal, For, Show, type JSX } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { ConflictDialog } from "#web/src/ui/conflict-dialog.tsx";
import { createForm, FormView, type Form } from "#web/src/ui/form.tsx";
import { Facts, type Fact } from "#web/src/ui/record-parts.tsx";
import { toast } from "#web/src/ui/toast.tsx";

export interface DetailField<V extends object> {
  key: keyof V & string;
  label: string;
  show: (values: V) => JSX.Element;
  input: (form: Form<V>) => JSX.Element;
}

interface EditableDetailsProps<R extends { version: number }, V extends object> {
  record: R;
  /** The part of the record that may be edited. */
  values: (record: R) => V;
  fields: readonly DetailField<V>[];
  /** Facts that are only read, after the others. */
  facts?: readonly Fact[];
  check?: (values: V) => { [K in keyof V]?: string | undefined };
  /** Saves what changed, against the version it was read at. False: it is not saved yet, and the person has been told so. */
  save: (change: Partial<V>, version: number) => Promise<unknown>;
  /** Reads the record anew, after somebody else saved first. */
  reload: () => Promise<R>;
  canEdit: boolean;
  editLabel: string;
  savedText: string;
  explain?: (error: unknown) => string | undefined;
}

/** Facts of a record that turn into a form in their place; a clash with somebody else's change is laid out to choose from. */
export function EditableDetails<R extends { version: number }, V extends object>(props: EditableDetailsProps<R, V>) {
  const [editing, setEditing] = createSignal<string>();
  const edit = (key: string) => props.canEdit && setEditing(key);
  useShortcut("e", () => edit(props.fields[0]?.key ?? ""));
  const shown = (): readonly Fact[] => [
    ...props.fields.map((field) => ({ label: field.label, value: <Value canEdit={props.canEdit} onEdit={() => edit(field.key)} label={field.label}>{field.show(props.values(props.record))}</Value> })),
    ...(props.facts ?? []),
  ];
  return (
    <Show when={editing()} fallback={
      <div class="stack" data-gap="lg">
        <Facts facts={shown()} />
        <Show when={props.canEdit}><div><Button icon={Pencil} data-shortcut="e" onClick={() => edit(props.fields[0]!.key)}>{props.editLabel}</Button></div></Show>
      </div>
    }>
      {(key) => <DetailsForm {...props} focus={key()} onClose={() => setEditing(undefined)} />}
    </Show>
  );
}

function Value(props: { canEdit: boolean; onEdit: () => void; label: string; children: JSX.Element }) {
  return (
    <Show when={props.canEdit} fallback={props.children}>
      <span class="fact-edit" onDblClick={() => props.onEdit()}>
        {props.children}
        <button type="button" class="button fact-edit__button" data-variant="ghost" data-icon="" data-size="sm" aria-label={`${t("action.edit")}: ${props.label}`} data-tooltip={t("action.edit")} onClick={() => props.onEdit()}><Pencil class="icon" aria-hidden="true" /></button>
      </span>
    </Show>
  );
}

function DetailsForm<R extends { version: number }, V extends object>(props: EditableDetailsProps<R, V> & { focus: string; onClose: () => void }) {
  const original = props.record;
  const [theirs, setTheirs] = createSignal<R>();
  const [busy, setBusy] = createSignal(false);
  const changed = (from: V, to: V) => Object.fromEntries((Object.keys(to) as (keyof V & string)[]).filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key])).map((key) => [key, to[key]])) as Partial<V>;
  const done = (saved: unknown) => {
    if (saved !== false) toast.success(props.savedText);
    props.onClose();
  };
  const form = createForm<V>({
    values: props.values(original),
    ...(props.check ? { check: props.check } : {}),
    submit: async (values) => {
      const change = changed(props.values(original), values);
      if (!Object.keys(change).length) return props.onClose();
      try {
        done(await props.save(change, original.version));
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 412) throw error;
        setTheirs(() => undefined);
        const fresh = await props.reload();
        setTheirs(() => fresh);
      }
    },
    ...(props.explain ? { explain: props.explain } : {}),
  });
  const choose = async (chosen: Partial<V>) => {
    setBusy(true);
    try {
      const saved = Object.keys(chosen).length ? await props.save(chosen, theirs()!.version) : true;
      setTheirs(undefined);
      done(saved);
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) { const fresh = await props.reload(); setTheirs(() => fresh); }
      else toast.error(props.explain?.(error) ?? t("error.unknown"));
    } finally {
      setBusy(false);
    }
  };
  const focusField = (element: HTMLElement) => queueMicrotask(() => {
    const at = Math.max(0, props.fields.findIndex(({ key }) => key === props.focus));
    element.children[at]?.querySelector<HTMLElement>("input:not([type=hidden]), textarea, button[aria-haspopup]")?.focus();
  });
  return (
    <>
      <FormView form={form} onCancel={props.onClose}>
        <div class="stack" data-gap="lg" ref={focusField}>
          <For each={props.fields}>{(field) => <div>{field.input(form)}</div>}</For>
        </div>
      </FormView>
      <Show when={theirs()}>
        {(fresh) => (
          <ConflictDialog<V>
            open original={props.values(original)} theirs={props.values(fresh())} yours={form.values()} busy={busy()} onCancel={() => setTheirs(undefined)} onSave={(chosen) => void choose(chosen)}
            fields={props.fields.map((field) => ({ key: field.key, label: field.label, show: field.show }))}
          />
        )}
      </Show>
    </>
  );
}
