import { createEffect, createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Banner } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { previewTemplate, previewWords } from "#worker/modules/notify/templates/templates-contract.ts";
import { MessagePreview } from "./message-preview.tsx";
import { type Draft, type Language, type Look, type Mistake, mistakesIn, type Shown, type Version } from "./template-data.ts";
import { templateWords } from "./text/index.ts";

const PAUSE_MS = 300;

interface PreviewPaneProps {
  language: Language;
  /** What is being written, when it is in this language: the preview follows it. */
  draft?: Draft | undefined;
  /** What is shown otherwise. */
  version: Version | undefined;
  /** How the version stands, in words. */
  state: string;
  /** In place of a preview: there are no words in this language. */
  empty: JSX.Element;
  /** Of a mail. */
  look: Look;
  onMistakes?: (mistakes: readonly Mistake[]) => void;
}

/** One language of a message as people will get it. While words are wrong, the last right preview stays beside what is wrong with them. */
export function PreviewPane(props: PreviewPaneProps) {
  const w = useWords(templateWords);
  const [shown, setShown] = createSignal<Shown>();
  const [mistakes, setMistakes] = createSignal<readonly Mistake[]>([]);
  const found = (list: readonly Mistake[]) => (setMistakes(list), props.onMistakes?.(list));
  let asked = 0;
  const show = async (run: () => Promise<Shown>) => {
    const turn = ++asked;
    try {
      const next = await run();
      if (turn === asked) (setShown(next), found([]));
    } catch (error) {
      if (turn !== asked) return;
      const said = mistakesIn(w, error);
      found(said.length ? said : [{ path: "", message: errorText(error) }]);
    }
  };
  createEffect(() => {
    const { draft, version, look } = props;
    // Written out, so that every field is followed.
    const words = draft && JSON.stringify(draft);
    if (!words && !version) return setShown(undefined);
    const run = () => (words ? call(previewWords, { body: { ...(JSON.parse(words) as Draft), look } }) : call(previewTemplate, { params: { template_id: version!.id }, body: { look } }));
    const timer = setTimeout(() => void show(run), words && shown() ? PAUSE_MS : 0);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <section class="template-preview" aria-label={w("previewIn", { language: w(`languages.${props.language}`) })}>
      <div class="row template-preview__head"><h2 class="heading">{w(`languages.${props.language}`)}</h2><span class="push muted small">{props.state}</span></div>
      <Show when={mistakes().length}>
        <Banner tone="warning" title={w("mistakes")} live><ul class="template-mistakes"><For each={mistakes()}>{({ message }) => <li dir="auto">{message}</li>}</For></ul></Banner>
      </Show>
      <Show when={props.draft || props.version} fallback={props.empty}>
        <Show when={shown()} fallback={<Show when={!mistakes().length}><SkeletonLines lines={4} /></Show>}>{(message) => <MessagePreview of={message()} />}</Show>
      </Show>
    </section>
  );
}
