import Network from "lucide-solid/icons/network";
import { createSignal, For, Show } from "solid-js";
import { ApiError, call, type CallOutput } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner, EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { listGroupDefaults, putGroupDefaults } from "#worker/modules/notify/routing/routing-contract.ts";
import { PREFERENCE_KEYS, type PreferenceKey, type Prefs, say, said } from "../prefs.ts";
import { notifyWords } from "../text/index.ts";
import { preferenceName } from "./policy-values.ts";

type Group = CallOutput<typeof listGroupDefaults>["items"][number];
const count = (prefs: Prefs) => PREFERENCE_KEYS.filter((key) => said(prefs, key) !== undefined).length;

/** What each group says about how its members are told. */
export function GroupsPanel(props: { ignored: boolean }) {
  const w = useWords(notifyWords);
  const query = useCall(listGroupDefaults);
  const [edited, setEdited] = createSignal<Group>();
  const groups = () => settled(query)?.items ?? [];
  return (
    <Panel title={w("policies.groups")}>
      <p class="muted small">{w("policies.groupsHelp")}</p>
      <Show when={props.ignored && groups().length}><Banner tone="info">{w("policies.ignored")}</Banner></Show>
      <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
        <Show when={!query.isPending} fallback={<SkeletonLines lines={3} />}>
          <Show when={groups().length} fallback={<EmptyState icon={Network} title={w("policies.groupsNone")} actions={<ButtonLink href="/groups">{w("policies.groupsOpen")}</ButtonLink>}>{w("policies.groupsNoneHelp")}</EmptyState>}>
            <ul>
              <For each={groups()}>
                {(group) => (
                  <li class="group-line">
                    <div class="stack" data-gap="sm"><Name strong>{group.name}</Name><span class="small muted">{count(group.prefs) ? w("policies.groupSays", { count: count(group.prefs) }) : w("policies.groupSilent")}</span></div>
                    <Button size="sm" aria-label={`${w("policies.groupEdit")}: ${group.name}`} onClick={() => setEdited(group)}>{w("policies.groupEdit")}</Button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </Show>
      </Show>
      <Show when={edited()} keyed>{(group) => <GroupDialog group={group} onClose={() => setEdited(undefined)} reload={async () => (await query.refetch({ throwOnError: true })).data!.items.find(({ group_id }) => group_id === group.group_id)} />}</Show>
    </Panel>
  );
}

type Said = Record<PreferenceKey, "unset" | "on" | "off">;
const saidOf = (prefs: Prefs) => Object.fromEntries(PREFERENCE_KEYS.map((key) => { const value = said(prefs, key); return [key, value === undefined ? "unset" : value ? "on" : "off"]; })) as Said;
const prefsOf = (values: Said) => PREFERENCE_KEYS.reduce<Prefs>((prefs, key) => say(prefs, key, values[key] === "unset" ? undefined : values[key] === "on"), {});

class Changed extends Error {}

function GroupDialog(props: { group: Group; onClose: () => void; reload: () => Promise<Group | undefined> }) {
  const w = useWords(notifyWords);
  let version = props.group.version;
  const options = () => (["unset", "on", "off"] as const).map((value) => ({ value, label: w(`policies.${value}`) }));
  const form = createForm<Said>({
    values: saidOf(props.group.prefs),
    submit: async (values) => {
      try {
        await call(putGroupDefaults, { params: { group_id: props.group.group_id }, body: { prefs: prefsOf(values) }, version });
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 412) throw error;
        const fresh = await props.reload();
        if (!fresh) throw error;
        version = fresh.version;
        form.reset(saidOf(fresh.prefs));
        throw new Changed();
      }
      await invalidate("/v1/admin/notification-defaults");
      toast.success(w("policies.groupSaved", { name: props.group.name }));
      props.onClose();
    },
    explain: (error) => (error instanceof Changed ? w("policies.groupConflict") : undefined),
  });
  return (
    <Dialog open wide onClose={props.onClose} title={w("policies.groupTitle", { name: props.group.name })} help={w("policies.groupsHelp")}>
      <FormView form={form} onCancel={props.onClose}>
        <div class="policies__pairs"><For each={PREFERENCE_KEYS}>{(key) => <Select label={preferenceName(w, key)} options={options()} {...form.field(key)} />}</For></div>
      </FormView>
    </Dialog>
  );
}
