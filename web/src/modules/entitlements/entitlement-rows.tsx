import Check from "lucide-solid/icons/check";
import Minus from "lucide-solid/icons/minus";
import { createSignal, For, Show } from "solid-js";
import type * as z from "zod";
import { formatList, formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { accessNames, featureName } from "#web/src/modules/roles/names/index.ts";
import { Icon } from "#web/src/ui/icon.tsx";
import { SearchBox } from "#web/src/ui/search-box.tsx";
import { Code } from "#web/src/ui/text.tsx";
import type { EffectiveEntitlements } from "#worker/modules/access/entitlements-contract.ts";
import { entitlementWords, type EntitlementSay } from "./text/index.ts";
import "./entitlements.css";

type Effective = z.output<typeof EffectiveEntitlements>;
type Level = Effective["features"][number]["decided_by"];

/** What a level says, in words: on, off, a number, or no limit. */
export const saysText = (w: EntitlementSay, says: { enabled: boolean | null; limit_value: number | null }) =>
  says.enabled !== null ? w(says.enabled ? "on" : "off") : says.limit_value === null ? w("noLimit") : formatNumber(says.limit_value);

const levelText = (w: EntitlementSay, { level, name }: Level) => {
  if (level === "group" || level === "plan") return w(`level.${level}`, { name: name ?? "" });
  return level === "user" && name ? w("level.userNamed", { name }) : w(`level.${level}`);
};

/** What is otherwise than the plan says stands first. */
const overriddenFirst = <T extends { decided_by: Level }>(rows: readonly T[]) => rows.toSorted((a, b) => Number(a.decided_by.level === "plan") - Number(b.decided_by.level === "plan"));

/** Every feature and limit with the level that decides it, why, and what it beats. */
export function EntitlementRows(props: { of: Effective }) {
  const w = useWords(entitlementWords);
  const n = useWords(accessNames);
  const [text, setText] = createSignal("");
  const matches = ({ feature }: { feature: string }) => `${featureName(n, feature)} ${feature}`.toLowerCase().includes(text().toLowerCase());
  return (
    <div class="stack" data-gap="lg">
      <SearchBox label={w("find")} value={text()} onChange={setText} />
      <section>
        <h2 class="heading">{w("limits")}</h2>
        <ul class="decided"><For each={overriddenFirst(props.of.limits.filter(matches))}>{(row) => <Row feature={row.feature} on={row.limit_value !== 0} by={row.decided_by} beats={row.beats} workspace={row.scopes.length === 1} />}</For></ul>
      </section>
      <section>
        <h2 class="heading">{w("features")}</h2>
        <ul class="decided"><For each={overriddenFirst(props.of.features.filter(matches))}>{(row) => <Row feature={row.feature} on={row.enabled} by={row.decided_by} beats={row.beats} />}</For></ul>
      </section>
    </div>
  );
}

function Row(props: { feature: string; on: boolean; by: Level; beats: readonly Level[]; workspace?: boolean }) {
  const w = useWords(entitlementWords);
  const n = useWords(accessNames);
  const reason = () => (props.by.reason ? (props.by.set_by_name ? w("reasonBy", { reason: props.by.reason, name: props.by.set_by_name }) : w("reason", { reason: props.by.reason })) : undefined);
  return (
    <li class="decided__row" data-on={props.on ? "" : undefined}>
      <Icon of={props.on ? Check : Minus} />
      <div class="decided__text">
        <div class="decided__head"><span class="strong">{featureName(n, props.feature)}</span><span class="faint small"><Code>{props.feature}</Code></span></div>
        <div class="muted small">
          <span>{w("decided", { says: saysText(w, props.by), level: levelText(w, props.by) })}. </span>
          <Show when={props.beats.length}><span>{w("beats", { levels: formatList(props.beats.map((level) => w("beaten", { level: levelText(w, level), says: saysText(w, level) }))) })} </span></Show>
          <Show when={props.workspace}><span>{w("workspaceOnly")} </span></Show>
          <Show when={reason()}>{(why) => <span dir="auto">{why()}</span>}</Show>
        </div>
      </div>
    </li>
  );
}
