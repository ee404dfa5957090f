import { createEffect, createSignal, onCleanup, Show } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Switch } from "#web/src/ui/choice.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { getTemplate, patchTemplate } from "#worker/modules/notify/templates/templates-contract.ts";
import { type Draft, type Mistake, PATHS, type Version, withLines } from "./template-data.ts";
import { templateWords } from "./text/index.ts";
import { linesOf, type VariableLine, VariableNames, VariablesEditor, variablesOf } from "./variables-editor.tsx";

type Decision = NonNullable<Version["provider_status"]> | "none";
interface Values { name: string; subject: string; body: string; own_html: boolean; html: string; action_label: string; variables: VariableLine[]; provider_template_id: string; provider_status: Decision }

const valuesOf = (version: Version): Values => ({
  name: version.name, subject: version.subject, body: version.body, own_html: version.html !== null, html: version.html ?? "", action_label: version.action_label ?? "", variables: linesOf(version.variables),
  provider_template_id: version.provider_template_id ?? "", provider_status: version.provider_status ?? "none",
});

/** What is saved: of a message of the product without variables, which are the product's. */
const bodyOf = (values: Values, system: boolean) => ({
  name: values.name.trim(), subject: values.subject, body: values.body, html: values.own_html ? values.html : null, action_label: values.action_label.trim() || null,
  provider_template_id: values.provider_template_id.trim() || null, provider_status: values.provider_status === "none" ? null : values.provider_status,
  ...(system ? {} : { variables: variablesOf(values.variables) as NonNullable<Draft["variables"]> }),
});

interface TemplateFormProps {
  version: Version;
  /** A message of the product: its variables are given. */
  system: boolean;
  /** Follows every change, for the preview. */
  onDraft: (draft: Draft | undefined) => void;
  onDirty: (dirty: boolean) => void;
  /** What the preview has found wrong with the words as they are now. */
  mistakes: readonly Mistake[];
}

/** The words of a draft. Somebody else's save is found by the version, and nothing typed here is lost. */
export function TemplateForm(props: TemplateFormProps) {
  const w = useWords(templateWords);
  const { family, channel, locale, type } = props.version;
  const [base, setBase] = createSignal(props.version);
  const [stale, setStale] = createSignal(false);
  let place: HTMLDivElement | undefined;
  const load = (version: Version) => {
    setBase(version);
    setStale(false);
    form.reset(valuesOf(version));
  };
  const form = createForm<Values>({
    values: valuesOf(props.version),
    submit: async (values) => {
      const saved = await call(patchTemplate, { params: { template_id: base().id }, body: bodyOf(values, props.system), version: base().version }).catch((error: unknown) => {
        setStale(error instanceof ApiError && error.status === 412);
        throw withLines(w, error);
      });
      await invalidate(PATHS);
      setBase(saved);
      // What the API has cleaned is shown, unless somebody has typed on meanwhile.
      if (JSON.stringify(form.values()) === JSON.stringify(values)) queueMicrotask(() => form.reset(valuesOf(saved)));
      toast.success(w("saved"));
    },
    explain: () => (stale() ? "" : undefined),
  });
  createEffect(() => props.onDirty(form.dirty()));
  createEffect(() => props.onDraft({ family, channel, locale, type, ...bodyOf(form.values(), props.system) }));
  onCleanup(() => { props.onDirty(false); props.onDraft(undefined); });
  const problem = (path: string) => (form.errors() as Record<string, string | undefined>)[path] ?? props.mistakes.find((mistake) => mistake.path === path)?.message;
  const field = <K extends keyof Values & string>(key: K) => {
    const given = form.field(key);
    return Object.defineProperty(given, "error", { get: () => problem(key), configurable: true }) as typeof given;
  };
  const loadTheirs = async () => load(await call(getTemplate, { params: { template_id: base().id } }));
  const insert = (name: string) => {
    const box = place?.querySelector<HTMLTextAreaElement>("textarea[name=body]"), { body } = form.values();
    const at = box?.selectionStart ?? body.length, to = box?.selectionEnd ?? at, words = `{{ ${name}${locale === "ar" && channel !== "sms" ? " | isolate" : ""} }}`;
    form.set({ body: body.slice(0, at) + words + body.slice(to) });
    queueMicrotask(() => (box?.focus(), box?.setSelectionRange(at + words.length, at + words.length)));
  };
  const names = () => form.values().variables.map(({ name }) => name).filter(Boolean);
  return (
    <div ref={place}>
      <FormView form={form} submitLabel={w("save")}>
        <Show when={stale()}><Banner tone="warning" live action={<Button size="sm" onClick={() => void loadTheirs()}>{w("loadTheirs")}</Button>}>{w("conflict")}</Banner></Show>
        <Show when={channel === "email" || channel === "inbox"}><TextField label={w(channel === "email" ? "subject" : "inboxTitle")} maxLength={300} {...field("subject")} /></Show>
        <TextArea label={w(channel === "email" ? "bodyEmail" : "body")} rows={channel === "email" ? 9 : 6} maxLength={10_000} {...field("body")} />
        <div class="stack" data-gap="sm"><span class="field__help">{w("variablesHelp", { sample: "{{ … }}" })}</span><VariableNames names={names()} onInsert={insert} /></div>
        <Show when={channel === "email"}>
          <TextField label={w("action")} help={w("actionHelp")} optional maxLength={100} {...field("action_label")} />
          <Switch label={w("useHtml")} help={w("htmlHelp")} checked={form.values().own_html} onChange={(own_html) => form.set({ own_html })} />
          <Show when={form.values().own_html}><TextArea label={w("html")} rows={10} maxLength={50_000} {...field("html")} /></Show>
        </Show>
        <Show when={channel === "whatsapp"}>
          <TextField label={w("provider")} help={w("providerHelp")} optional ltr maxLength={200} {...field("provider_template_id")} />
          <Show when={!props.version.provider_decides}><Select label={w("providerStatus")} help={w("providerNote")} options={DECISIONS.map((value) => ({ value, label: w(`providerStatuses.${value}`) }))} value={form.values().provider_status} onChange={(provider_status) => form.set({ provider_status })} /></Show>
        </Show>
        <Show when={!props.system}>
          <section class="stack"><h2 class="heading">{w("variables")}</h2><VariablesEditor lines={form.values().variables} onChange={(variables) => form.set({ variables })} problem={problem} /></section>
        </Show>
      </FormView>
    </div>
  );
}

export const DECISIONS: readonly Decision[] = ["none", "pending", "approved", "rejected"];
