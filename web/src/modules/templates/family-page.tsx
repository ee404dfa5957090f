import { useParams, useSearchParams } from "@solidjs/router";
import Languages from "lucide-solid/icons/languages";
import MessageSquareText from "lucide-solid/icons/message-square-text";
import Moon from "lucide-solid/icons/moon";
import Plus from "lucide-solid/icons/plus";
import Sun from "lucide-solid/icons/sun";
import { createMemo, createSignal, For, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { locale, useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button, ButtonGroup, ButtonLink } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createTemplate, listTemplates, localizeTemplate } from "#worker/modules/notify/templates/templates-contract.ts";
import { PreviewPane } from "./preview-pane.tsx";
import { type Channel, CHANNELS, type Draft, familyName, firstOf, type Language, LANGUAGES, type Look, type Mistake, PATHS, standing, type Version } from "./template-data.ts";
import { TemplateForm } from "./template-form.tsx";
import { templateWords } from "./text/index.ts";
import { VersionActions } from "./version-actions.tsx";
import { VersionView } from "./version-view.tsx";
import "./templates.css";

/** One message: its versions by channel and language, edited beside the previews in both languages. */
export default function FamilyPage() {
  const w = useWords(templateWords);
  const params = useParams<{ family: string }>();
  const query = useCall(listTemplates, () => ({ query: { family: params.family, limit: 200 } }));
  const versions = () => (settled(query)?.items ?? []).filter(({ family }) => family === params.family);
  const title = () => (versions()[0] ? familyName(w, versions()[0]!) : params.family);
  usePage(() => ({ title: title(), crumbs: [{ label: w("title"), href: "/templates" }] }));
  useLive("template.*", () => void invalidate(PATHS));
  return (
    <Show when={!query.isLoadingError} fallback={<div class="scroll"><ErrorState page error={query.error} retry={() => void query.refetch()} /></div>}>
      <Show when={settled(query)} fallback={<div class="scroll template-page"><SkeletonLines lines={8} /></div>}>
        <Show when={versions().length} fallback={<EmptyState page icon={MessageSquareText} title={w("missing")} actions={<ButtonLink href="/templates">{w("back")}</ButtonLink>}>{w("missingHelp")}</EmptyState>}>
          <Editor title={title()} versions={versions()} />
        </Show>
      </Show>
    </Show>
  );
}

function Editor(props: { title: string; versions: readonly Version[] }) {
  const w = useWords(templateWords);
  const [params, setParams] = useSearchParams<{ channel?: string; language?: string; version?: string }>();
  const [draft, setDraft] = createSignal<Draft>();
  const [dirty, setDirty] = createSignal(false);
  const [look, setLook] = createSignal<Look>("light");
  const [mistakes, setMistakes] = createSignal<readonly Mistake[]>([]);
  const system = () => props.versions.find(({ is_system }) => is_system);
  const channels = () => CHANNELS.filter((channel) => !system() || props.versions.some((version) => version.channel === channel));
  const channel = () => channels().find((one) => one === params.channel) ?? channels().find((one) => props.versions.some((version) => version.channel === one)) ?? channels()[0]!;
  const language = () => LANGUAGES.find((one) => one === params.language) ?? LANGUAGES.find((one) => one === locale() && at(channel(), one).length) ?? LANGUAGES.find((one) => at(channel(), one).length) ?? "en";
  const at = (channel: Channel, language: Language) => props.versions.filter((version) => version.channel === channel && version.locale === language);
  const here = () => at(channel(), language());
  const open = createMemo(() => here().find(({ id }) => id === params.version) ?? firstOf(here()));
  const key = () => `${channel()} ${language()} ${open()?.id} ${open()?.status}`;
  const go = async (change: Record<string, string | undefined>) => {
    if (dirty() && !(await confirm({ title: t("unsaved.title"), text: t("unsaved.help"), confirmLabel: t("unsaved.leave"), cancelLabel: t("unsaved.stay"), danger: true }))) return;
    setParams({ version: undefined, ...change }, { replace: true, scroll: false });
  };
  const label = (version: Version) => (version.is_system ? w("productVersion", { status: w(`statuses.${version.in_use ? "approved" : "replaced"}`) }) : w("versionNumber", { number: version.number, status: w(`statuses.${standing(version)}`) }));
  const stateOf = (version: Version | undefined) => (version ? label(version) : "");
  const start = async (make: () => Promise<Version>) => {
    try {
      const made = await make();
      await invalidate(PATHS);
      await go({ channel: made.channel, language: made.locale, version: made.id });
    } catch (error) {
      toast.error(errorText(error));
    }
  };
  /** The next draft of this place, from a version of this message. */
  const nextFrom = (source: Version, to: { channel: Channel; locale: Language }) => start(() => {
    const same = source.channel === to.channel, titled = to.channel === "email" || to.channel === "inbox", { family, name, type, body, variables } = source;
    return call(createTemplate, {
      body: {
        family, name, type, ...to, body, subject: titled ? source.subject || props.title : "", html: same ? source.html : null, action_label: same ? source.action_label : null,
        provider_template_id: source.is_system || !same || source.provider_decides ? null : source.provider_template_id, ...(system() ? {} : { variables: variables as NonNullable<Draft["variables"]> }),
      },
    });
  });
  const startIn = (target: Language) => {
    const other = firstOf(at(channel(), target === "en" ? "ar" : "en")), source = other ?? firstOf(props.versions)!;
    return other ? start(() => call(localizeTemplate, { params: { template_id: other.id }, body: { locale: target } })) : nextFrom(source, { channel: channel(), locale: target });
  };
  const editing = () => open()?.status === "draft";
  const hasDraft = () => here().some(({ status }) => status === "draft");
  return (
    <>
      <div class="page-head" data-phone="">
        <h1 class="page-title" dir="auto">{props.title}</h1>
        <span class="small muted"><Code>{props.versions[0]!.family}</Code></span>
        <span class="push row template-actions"><Show when={open()}>{(version) => <VersionActions version={version()} dirty={dirty()} />}</Show></span>
      </div>
      <div class="toolbar template-toolbar">
        <ButtonGroup label={w("channel")} value={channel()} onChange={(value) => void go({ channel: value })} options={channels().map((value) => ({ value, label: w(`channels.${value}`) }))} />
        <ButtonGroup label={w("language")} value={language()} onChange={(value) => void go({ language: value })} options={LANGUAGES.map((value) => ({ value, label: w(`languages.${value}`) }))} />
        <Show when={channel() === "email"}>
          <ButtonGroup label={w("look")} value={look()} onChange={setLook} options={[{ value: "light", label: w("looks.light"), icon: Sun }, { value: "dark", label: w("looks.dark"), icon: Moon }]} />
        </Show>
        <Show when={here().length}>
          <div class="template-versions"><Select hideLabel size="sm" label={w("version")} options={here().map((version) => ({ value: version.id, label: label(version) }))} value={open()?.id} onChange={(id) => id !== open()?.id && void go({ version: id })} /></div>
        </Show>
      </div>
      <div class="scroll template-page">
        <div class="template-edit">
          <Show when={key()} keyed>
            <Show when={open()} fallback={<NoWords language={language()} channel={channel()} any={at(channel(), "en").length + at(channel(), "ar").length > 0} onStart={() => void startIn(language())} />}>
              {(version) => (
                <Show when={editing()} fallback={
                  <div class="stack" data-gap="lg">
                    <Show when={version().can_replace && !hasDraft()}><span><Button variant="primary" icon={Plus} onClick={() => void nextFrom(version(), { channel: channel(), locale: language() })}>{w(version().is_system ? "startOwn" : "startNext")}</Button></span></Show>
                    <VersionView version={version()} />
                  </div>
                }>
                  <TemplateForm version={version()} system={Boolean(system())} onDraft={setDraft} onDirty={setDirty} mistakes={mistakes()} />
                </Show>
              )}
            </Show>
          </Show>
        </div>
        <div class="template-previews">
          <For each={LANGUAGES}>
            {(one) => {
              const shown = () => (one === language() ? open() : firstOf(at(channel(), one)));
              return (
                <PreviewPane look={look()} language={one} draft={one === language() && editing() ? draft() : undefined} version={shown()} state={stateOf(shown())} onMistakes={(list) => one === language() && setMistakes(list)}
                  empty={<NoWords language={one} channel={channel()} any={at(channel(), "en").length + at(channel(), "ar").length > 0} onStart={() => void startIn(one)} />} />
              );
            }}
          </For>
        </div>
      </div>
    </>
  );
}

function NoWords(props: { language: Language; channel: Channel; any: boolean; onStart: () => void }) {
  const w = useWords(templateWords);
  const named = () => ({ language: w(`languages.${props.language}`) });
  return (
    <EmptyState icon={Languages} title={w("noWords", named())} actions={<Button onClick={() => props.onStart()}>{props.any ? w("startHere", named()) : w("startEmpty", { channel: w(`channels.${props.channel}`) })}</Button>}>
      {w("noWordsHelp", named())}
    </EmptyState>
  );
}
