import Check from "lucide-solid/icons/check";
import Minus from "lucide-solid/icons/minus";
import SearchX from "lucide-solid/icons/search-x";
import { createSignal, For, Show } from "solid-js";
import type * as z from "zod";
import { formatList, formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { EntitlementRows } from "#web/src/modules/entitlements/entitlement-rows.tsx";
import { accessNames, AREAS, permissionName } from "#web/src/modules/roles/names/index.ts";
import { ButtonGroup } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Facts } from "#web/src/ui/record-parts.tsx";
import { SearchBox } from "#web/src/ui/search-box.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code } from "#web/src/ui/text.tsx";
import { getEffectivePermissions, type EffectivePermissions } from "#worker/modules/access/contract.ts";
import { getUserEntitlements } from "#worker/modules/access/entitlements-contract.ts";
import { userWords, type UserSay } from "./text/index.ts";

type Explained = z.output<typeof EffectivePermissions>["permissions"][number];
type Which = "granted" | "refused" | "all";

/** What somebody may do, each with the way by which they have it, or why not and what would give it. */
export function AccessTab(props: { user_id: string }) {
  const w = useWords(userWords);
  const [part, setPart] = createSignal<"permissions" | "entitlements">("permissions");
  return (
    <div class="stack" data-gap="lg">
      <div><ButtonGroup label={w("tabs.access")} value={part()} onChange={setPart} options={[{ value: "permissions", label: w("access.permissions") }, { value: "entitlements", label: w("access.entitlements") }]} /></div>
      <Show when={part() === "permissions"} fallback={<Gate permission="entitlements.view" title={w("access.entitlements")}><Entitlements user_id={props.user_id} /></Gate>}>
        <Gate permission="role.read" title={w("access.permissions")}><Permissions user_id={props.user_id} /></Gate>
      </Show>
    </div>
  );
}

function Permissions(props: { user_id: string }) {
  const w = useWords(userWords);
  const n = useWords(accessNames);
  const query = useCall(getEffectivePermissions, () => ({ params: { user_id: props.user_id } }));
  const [text, setText] = createSignal("");
  const [which, setWhich] = createSignal<Which>("granted");
  const found = () => settled(query);
  const granted = () => found()?.permissions.filter((permission) => permission.granted).length ?? 0;
  const matches = (permission: Explained) =>
    (which() === "all" || permission.granted === (which() === "granted")) && `${permissionName(n, permission.code)} ${permission.code}`.toLowerCase().includes(text().toLowerCase());
  const areas = () => AREAS.map((area) => ({ id: area.id, rows: (found()?.permissions ?? []).filter((permission) => (area.permissions as readonly string[]).includes(permission.code) && matches(permission)) })).filter(({ rows }) => rows.length);
  return (
    <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
      <Show when={found()} fallback={<SkeletonLines lines={8} />}>
        {(all) => (
          <div class="stack" data-gap="lg">
            <section class="stack" aria-label={w("access.visibility")}>
              <h2 class="heading">{w("access.visibility")}</h2>
              <Facts facts={(["lead", "contact", "company", "deal", "task"] as const).map((resource) => ({ label: n(`resources.${resource}`), value: n(`scopeHelp.${all().visibility[resource]}`) }))} />
            </section>
            <div class="row access-filters">
              <SearchBox label={w("access.find")} value={text()} onChange={setText} />
              <ButtonGroup label={w("access.filter")} value={which()} onChange={setWhich} options={(["granted", "refused", "all"] as const).map((value) => ({ value, label: w(`access.${value}`) }))} />
              <span class="faint small" role="status">{w("access.sum", { count: granted() })} {w("access.of", { total: formatNumber(all().permissions.length) })}</span>
            </div>
            <div>
              <For each={areas()} fallback={<EmptyState icon={SearchX} title={w("access.nothing")}>{w("access.nothingHelp")}</EmptyState>}>
                {(area) => (
                  <section>
                    <h2 class="heading why-area">{n(`areas.${area.id}`)}</h2>
                    <ul class="decided"><For each={area.rows}>{(permission) => <Row permission={permission} />}</For></ul>
                  </section>
                )}
              </For>
            </div>
          </div>
        )}
      </Show>
    </Show>
  );
}

function Row(props: { permission: Explained }) {
  const w = useWords(userWords);
  const n = useWords(accessNames);
  return (
    <li class="decided__row" data-on={props.permission.granted ? "" : undefined}>
      <Icon of={props.permission.granted ? Check : Minus} />
      <div class="decided__head"><span class="visually-hidden">{w(props.permission.granted ? "access.granted" : "access.refused")}: </span><span class="strong">{permissionName(n, props.permission.code)}</span><span class="faint small"><Code>{props.permission.code}</Code></span></div>
      <span />
      <div class="muted small ways">
        <For each={props.permission.because}>{(chain) => <span>{chainText(w, chain)}</span>}</For>
        <Show when={props.permission.refused}>{(refused) => <span>{refusedText(w, refused())}</span>}</Show>
      </div>
    </li>
  );
}

/** "From Sales manager via group North team". */
function chainText(w: UserSay, { group, roles }: Explained["because"][number]) {
  const role = roles[0]!.name, below = roles.slice(1).map(({ name }) => name).join(" → ");
  if (group) return below ? w("access.fromGroupBelow", { role, below, group: group.name }) : w("access.fromGroup", { role, group: group.name });
  return below ? w("access.fromBelow", { role, below }) : w("access.fromRole", { role });
}

function refusedText(w: UserSay, { reason, would_give, groups }: NonNullable<Explained["refused"]>) {
  if (reason === "account_inactive") return w("access.accountInactive");
  if (reason === "group_inactive") return w("access.groupInactive", { groups: formatList(groups) });
  return `${w("access.noRole")} ${would_give.length ? w("access.wouldGive", { roles: formatList(would_give.map(({ name }) => name)) }) : w("access.nobodyGives")}`;
}

function Entitlements(props: { user_id: string }) {
  const query = useCall(getUserEntitlements, () => ({ params: { user_id: props.user_id } }));
  return (
    <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
      <Show when={settled(query)} fallback={<SkeletonLines lines={8} />}>{(found) => <EntitlementRows of={found()} />}</Show>
    </Show>
  );
}
