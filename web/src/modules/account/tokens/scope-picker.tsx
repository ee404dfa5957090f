import { createMemo, createSignal, createUniqueId, For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { FieldFoot } from "#web/src/ui/field.tsx";
import { SearchBox } from "#web/src/ui/search-box.tsx";
import { Code } from "#web/src/ui/text.tsx";
import { accountWords } from "../text/index.ts";

/** What one may do is also what one may hand on, by area. */
export function ScopePicker(props: { value: readonly string[]; onChange: (value: readonly string[]) => void; error?: string | undefined }) {
  const w = useWords(accountWords);
  const id = createUniqueId();
  const [sought, setSought] = createSignal("");
  const areaName = (area: string) => w.maybe(`area.${area}`) ?? area;
  const areas = createMemo(() => {
    const text = sought().toLowerCase(), found = new Map<string, string[]>();
    for (const permission of [...(session()?.permissions ?? [])].toSorted()) {
      const area = permission.slice(0, permission.indexOf("."));
      if (text && !permission.toLowerCase().includes(text) && !areaName(area).toLowerCase().includes(text)) continue;
      found.set(area, [...(found.get(area) ?? []), permission]);
    }
    return [...found];
  });
  const chosen = (permission: string) => props.value.includes(permission);
  const set = (members: readonly string[], on: boolean) => props.onChange(on ? [...new Set([...props.value, ...members])] : props.value.filter((permission) => !members.includes(permission)));
  return (
    <fieldset class="field" aria-describedby={props.error ? `${id}-error` : undefined}>
      <legend class="field__label">{w("token.permissions")} <span class="faint">{t("list.selected", { count: props.value.length })}</span></legend>
      <SearchBox label={w("token.search")} value={sought()} onChange={setSought} />
      <div class="scopes" role="group" aria-label={w("token.permissions")} tabIndex={0}>
        <Show when={areas().length} fallback={<p class="muted">{t("field.noMatch")}</p>}>
          <For each={areas()}>
            {([area, members]) => {
              const count = () => members.filter(chosen).length;
              return (
                <fieldset>
                  <legend class="visually-hidden">{areaName(area)}</legend>
                  <Checkbox label={<span class="strong">{areaName(area)}</span>} checked={count() === members.length} mixed={count() > 0 && count() < members.length} onChange={(on) => set(members, on)} />
                  <div class="scopes__members"><For each={members}>{(permission) => <Checkbox label={<Code>{permission}</Code>} checked={chosen(permission)} onChange={(on) => set([permission], on)} />}</For></div>
                </fieldset>
              );
            }}
          </For>
        </Show>
      </div>
      <FieldFoot id={id} error={props.error} />
    </fieldset>
  );
}
