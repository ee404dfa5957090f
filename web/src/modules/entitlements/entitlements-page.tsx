import { useSearchParams } from "@solidjs/router";
import UsersIcon from "lucide-solid/icons/users";
import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { accessNames } from "#web/src/modules/roles/names/index.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import type { Option } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Tabs, type Tab } from "#web/src/ui/tabs.tsx";
import { getEffectiveEntitlements } from "#worker/modules/access/entitlements-contract.ts";
import { listGroups } from "#worker/modules/access/groups-contract.ts";
import { EntitlementRows } from "./entitlement-rows.tsx";
import { Overrides } from "./overrides.tsx";
import { PlanTab } from "./plan-tab.tsx";
import { entitlementWords } from "./text/index.ts";
import "./entitlements.css";

/** What the plan gives, what is overridden at which level, and which level wins for whom. */
export default function EntitlementsPage() {
  const w = useWords(entitlementWords);
  useWords(accessNames)("scopes.all");
  const people = usePeople();
  const groups = useCall(listGroups, () => (can("role.read") ? { query: { limit: 200 } } : undefined));
  const [params, setParams] = useSearchParams<{ tab?: string; group?: string; user?: string }>();
  usePage(() => ({ title: w("title"), crumbs: [{ label: w("admin") }] }));
  useLive("entitlements.*", () => void invalidate("/v1/admin/entitlements", "/v1/admin/plan"));
  const groupOptions = (): readonly Option[] => (settled(groups)?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const choose = (key: "group" | "user") => (id: string | undefined) => setParams({ [key]: id }, { replace: true, scroll: false });
  const tabs: readonly Tab[] = [
    { id: "plan", get label() { return w("tabs.plan"); }, content: () => <PlanTab /> },
    { id: "tenant", get label() { return w("tabs.tenant"); }, content: () => <Overrides scope={{ scope: "tenant" }} /> },
    { id: "group", get label() { return w("tabs.group"); }, content: () => <Picked label={w("overrides.pickGroup")} options={groupOptions()} value={params.group} onChange={choose("group")} empty={w("overrides.pickFirst")}>{(scope_id) => <Overrides scope={{ scope: "group", scope_id }} />}</Picked> },
    { id: "user", get label() { return w("tabs.user"); }, content: () => <Picked label={w("overrides.pickUser")} options={people.options()} value={params.user} onChange={choose("user")} empty={w("overrides.pickFirstUser")}>{(scope_id) => <Overrides scope={{ scope: "user", scope_id }} />}</Picked> },
    { id: "preview", get label() { return w("tabs.preview"); }, content: () => <Gate permission="entitlements.view" title={w("tabs.preview")}><Preview user={params.user} options={people.options()} onChange={choose("user")} /></Gate> },
  ];
  const tab = () => (tabs.some(({ id }) => id === params.tab) ? params.tab! : "plan");
  return (
    <>
      <div class="page-head"><h1 class="page-title">{w("title")}</h1></div>
      <div class="views entitlements"><Tabs label={w("title")} tabs={tabs} value={tab()} onChange={(id) => setParams({ tab: id === "plan" ? undefined : id }, { replace: true, scroll: false })} panelClass="scroll entitlements__panel" /></div>
    </>
  );
}

function Picked(props: { label: string; options: readonly Option[]; value: string | undefined; onChange: (id: string | undefined) => void; empty: string; children: (id: string) => ReturnType<NonNullable<Tab["content"]>> }) {
  const w = useWords(entitlementWords);
  return (
    <div class="stack" data-gap="lg">
      <div class="entitlements__pick"><Combobox label={props.label} optional options={props.options} value={props.value} onChange={props.onChange} /></div>
      <Show when={props.value} keyed fallback={<EmptyState icon={UsersIcon} title={props.empty}>{w("overrides.pickHelp")}</EmptyState>}>{(id) => props.children(id)}</Show>
    </div>
  );
}

/** For one person, or for the workspace in general: which level decides each thing, and what it beats. */
function Preview(props: { user: string | undefined; options: readonly Option[]; onChange: (id: string | undefined) => void }) {
  const w = useWords(entitlementWords);
  const query = useCall(getEffectiveEntitlements, () => ({ query: props.user ? { user_id: props.user } : {} }));
  return (
    <div class="stack" data-gap="lg">
      <p class="muted">{w("preview.help")}</p>
      <div class="entitlements__pick"><Combobox label={w("preview.whom")} optional placeholder={w("preview.workspace")} options={props.options} value={props.user} onChange={props.onChange} /></div>
      <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
        <Show when={settled(query)} fallback={<SkeletonLines lines={8} />}>{(found) => <EntitlementRows of={found()} />}</Show>
      </Show>
    </div>
  );
}
