import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import Undo from "lucide-solid/icons/undo-2";
import { createSignal, For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { can, has } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { accessNames, featureName } from "#web/src/modules/roles/names/index.ts";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code, Name, RelativeTime } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { saysText } from "./entitlement-rows.tsx";
import { change, type OverrideRow, type Scope, useOverrides } from "./override-data.ts";
import { OverrideDialog, type OverrideForm } from "./override-dialog.tsx";
import { entitlementWords } from "./text/index.ts";

/** The overrides of the workspace, of one group or of one person, each with who said so and why. */
export function Overrides(props: { scope: Scope }) {
  const w = useWords(entitlementWords);
  return <Gate permission="entitlements.view" title={w("overrides.gate")}><Show when={props.scope.scope === "tenant" ? "tenant" : props.scope.scope_id} keyed><Loaded scope={props.scope} /></Show></Gate>;
}

function Loaded(props: { scope: Scope }) {
  const w = useWords(entitlementWords);
  const n = useWords(accessNames);
  const query = useOverrides(props.scope);
  const [form, setForm] = createSignal<OverrideForm>();
  const mayChange = () => can("entitlements.overrides.manage") && has("admin.entitlementsOverrides");
  const lift = async (row: OverrideRow) => {
    const name = featureName(n, row.feature);
    if (!(await confirm({ title: w("overrides.liftTitle", { name }), text: w("overrides.liftText"), confirmLabel: w("overrides.lift"), danger: true }))) return;
    const nothing = row.enabled === null ? { limit_value: null } : { enabled: null };
    try {
      await change(props.scope, { feature: row.feature, reason: row.reason, ...nothing } as Parameters<typeof change>[1]);
      toast.success(w("overrides.lifted", { name }));
    } catch (error) {
      toast.error(accessErrorText(error));
    }
  };
  return (
    <div class="stack">
      <Show when={can("entitlements.overrides.manage")}><Gate feature="admin.entitlementsOverrides" title={w("overrides.gate")}>{null}</Gate></Show>
      <div class="row overrides__head"><p class="muted">{w(`overrides.${props.scope.scope}Help`)}</p><Show when={mayChange()}><span class="push"><Button icon={Plus} onClick={() => setForm({ scope: props.scope })}>{w("overrides.add")}</Button></span></Show></div>
      <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
        <Show when={settled(query)} fallback={<SkeletonLines lines={4} />}>
          {(found) => (
            <Show when={found().overrides.length} fallback={<EmptyState icon={SlidersHorizontal} title={w("overrides.none")}>{w("overrides.noneHelp")}</EmptyState>}><ul class="overrides" aria-label={w("overrides.gate")}>
              <For each={found().overrides}>
                {(row) => (
                  <li>
                    <div><div class="strong">{featureName(n, row.feature)}</div><span class="small faint"><Code>{row.feature}</Code></span></div>
                    <span class="overrides__says strong">{saysText(w, row)}</span>
                    <div class="overrides__why"><span dir="auto">{row.reason}</span><div class="small muted"><Name>{row.set_by_name}</Name> · <RelativeTime at={row.updated_at} /></div></div>
                    <Show when={mayChange()}>
                      <span class="row" data-gap="sm">
                        <IconButton icon={Pencil} size="sm" label={`${w("overrides.edit")}: ${featureName(n, row.feature)}`} onClick={() => setForm({ scope: props.scope, row })} />
                        <IconButton icon={Undo} pointing size="sm" label={`${w("overrides.lift")}: ${featureName(n, row.feature)}`} onClick={() => void lift(row)} />
                      </span>
                    </Show>
                  </li>
                )}
              </For>
            </ul></Show>
          )}
        </Show>
      </Show>
      <OverrideDialog form={form()} onClose={() => setForm(undefined)} />
    </div>
  );
}
