import * as Dialog from "@kobalte/core/dialog";
import { useNavigate } from "@solidjs/router";
import Languages from "lucide-solid/icons/languages";
import Search from "lucide-solid/icons/search";
import Sun from "lucide-solid/icons/sun";
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show, type JSX } from "solid-js";
import { locale, setLocale } from "#web/src/kernel/i18n.ts";
import { preferences, setPreferences } from "#web/src/kernel/preferences.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { pagePaths } from "#web/src/routes.tsx";
import { textMatches } from "#web/src/ui/text-match.ts";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import { allowed, CREATE, NAV } from "./nav.ts";

export interface PaletteHit {
  id: string;
  group: string;
  label: JSX.Element;
  icon?: IconType;
  hint?: JSX.Element;
  run: () => void;
}

/** A record found by the words typed; `path` is where it opens. */
export interface FoundRecord extends Omit<PaletteHit, "run"> {
  path: string;
}
type Finder = (text: string, signal: AbortSignal) => Promise<readonly FoundRecord[]>;
let finder: Finder | undefined;
/** The search module hands in how records are found; until then the palette knows commands only. */
export const setPaletteFinder = (next: Finder) => (finder = next);

const SEARCH_AFTER_MS = 150;

/** Search and commands on one key: type, arrows, Enter. */
export function CommandPalette(props: { open: boolean; onClose: () => void }) {
  return (
    <Dialog.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay class="scrim" data-layer="dialog" />
        <div class="dialog-place">
          <Dialog.Content class="palette" data-modal="" aria-label={t("palette.label")} aria-modal="true"><Palette close={props.onClose} /></Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette(props: { close: () => void }) {
  const commands = useCommands();
  const [text, setText] = createSignal("");
  const found = useFound(text);
  const [at, setAt] = createSignal(0);
  const hits = createMemo(() => {
    const wanted = text().trim();
    return [...found(), ...commands().filter((hit) => !wanted || textMatches(String(hit.label), wanted))];
  });
  createEffect(on(hits, () => setAt(0)));
  const run = (hit: PaletteHit | undefined) => {
    if (!hit) return;
    props.close();
    hit.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) {
      event.preventDefault();
      setAt((now) => (now + step + hits().length) % Math.max(hits().length, 1));
      document.getElementById(`hit-${at()}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(hits()[at()]);
    }
  };
  return (
    <>
      <div class="palette__input">
        <Icon of={Search} />
        <input
          role="combobox" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" aria-activedescendant={hits().length ? `hit-${at()}` : undefined} aria-label={t("palette.label")}
          placeholder={t("palette.placeholder")} dir="auto" autofocus autocomplete="off" spellcheck={false} value={text()} onInput={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown}
        />
        <span class="kbd">esc</span>
      </div>
      <div class="palette__list" id="palette-list" role="listbox" aria-label={t("palette.results")}>
        <For each={hits()} fallback={<div class="menu__label">{t("palette.none", { query: text() })}</div>}>
          {(hit, index) => (
            <>
              <Show when={index() === 0 || hits()[index() - 1]!.group !== hit.group}><div class="menu__label" role="presentation">{hit.group}</div></Show>
              <div class="menu__item" role="option" id={`hit-${index()}`} aria-selected={at() === index()} data-highlighted={at() === index() ? "" : undefined} onPointerMove={() => setAt(index())} onClick={() => run(hit)}>
                <Show when={hit.icon}>{(icon) => <Icon of={icon()} />}</Show>
                <span class="truncate">{hit.label}</span>
                <Show when={hit.hint}><span class="push">{hit.hint}</span></Show>
              </div>
            </>
          )}
        </For>
      </div>
      <div class="palette__foot" aria-hidden="true">
        <span class="row"><span class="kbd">↑</span><span class="kbd">↓</span><span>{t("palette.move")}</span></span>
        <span class="row"><span class="kbd">↵</span><span>{t("palette.open")}</span></span>
      </div>
    </>
  );
}

function useCommands() {
  const navigate = useNavigate();
  return createMemo<PaletteHit[]>(() => [
    ...allowed(NAV, pagePaths()).map((item) => ({ id: item.id, group: t("palette.go"), label: t(`nav.${item.labelKey}`), icon: item.icon, run: () => navigate(item.path) })),
    ...allowed(CREATE, pagePaths()).map((item) => ({ id: `new-${item.id}`, group: t("palette.doGroup"), label: t(`create.${item.labelKey}`), icon: item.icon, run: () => navigate(item.path) })),
    { id: "theme", group: t("palette.doGroup"), label: t("palette.theme"), icon: Sun, run: () => setPreferences({ theme: preferences().theme === "dark" ? "light" : "dark" }) },
    { id: "language", group: t("palette.doGroup"), label: locale() === "ar" ? "English" : "العربية", icon: Languages, run: () => void setLocale(locale() === "ar" ? "en" : "ar") },
  ]);
}

/** Records that match, asked for once typing rests; an answer to older words is dropped. */
function useFound(text: () => string) {
  const navigate = useNavigate();
  const [found, setFound] = createSignal<readonly PaletteHit[]>([]);
  createEffect(() => {
    const wanted = text().trim();
    if (wanted.length < 2 || !finder) return void setFound([]);
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const hits = await finder!(wanted, stop.signal).catch(() => []);
      if (!stop.signal.aborted) setFound(hits.map((hit) => ({ ...hit, run: () => navigate(hit.path) })));
    }, SEARCH_AFTER_MS);
    onCleanup(() => (clearTimeout(timer), stop.abort()));
  });
  return found;
}
