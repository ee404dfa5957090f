import { createSignal, For, Show } from "solid-js";
import type * as z from "zod";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatList, formatRelative } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Switch } from "#web/src/ui/choice.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { listModules, switchModule, type ModuleId, type ModuleState } from "#worker/modules/business/contract.ts";
import { businessWords } from "./text/index.ts";

type State = z.output<typeof ModuleState>;
type ModuleName = z.output<typeof ModuleId>;

/** What the company uses: each module with what it is for, and the switch. */
export function ModuleSwitches() {
  const w = useWords(businessWords);
  const query = useCall(listModules);
  useLive("module.switched", () => void invalidate("/v1/business/modules"));
  return (
    <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
      <div class="stack" data-gap="lg">
        <p class="muted">{w("modules.help")}</p>
        <Show when={settled(query)} fallback={<SkeletonLines lines={8} />}>{(found) => <ul class="modules"><For each={found().items}>{(module) => <Row module={module} all={found().items} />}</For></ul>}</Show>
      </div>
    </Show>
  );
}

function Row(props: { module: State; all: readonly State[] }) {
  const w = useWords(businessWords);
  const people = usePeople();
  const [wanted, setWanted] = createSignal<boolean>();
  const nameOf = (id: ModuleName) => w(`modules.names.${id}`);
  const name = () => nameOf(props.module.id);
  const names = (ids: readonly ModuleName[]) => formatList(ids.map(nameOf));
  /** What must be switched first: those it needs, or those that need it. */
  const inTheWay = (on: boolean) => props.all.filter((other) => (on ? props.module.needs.includes(other.id) && other.status === "off" : other.needs.includes(props.module.id) && other.status === "on")).map(({ id }) => id);
  const refused = (on: boolean, ids: readonly ModuleName[]) => toast.error(w(on ? "modules.needFirst" : "modules.neededBy", { names: names(ids) }));
  const turn = async (on: boolean) => {
    setWanted(on);
    const first = inTheWay(on);
    if (first.length) refused(on, first);
    else if (on || (await confirm({ title: w("modules.offTitle", { name: name() }), text: w("modules.offText"), confirmLabel: w("modules.offAction"), danger: true }))) await send(on);
    setWanted(undefined);
  };
  const send = async (on: boolean) => {
    try {
      await call(switchModule, { params: { module_id: props.module.id }, body: { status: on ? "on" : "off" } });
      toast.success(w(on ? "modules.on" : "modules.off", { name: name() }));
    } catch (error) {
      const ids = error instanceof ApiError && error.code === "CONFLICT" ? (error.details as { modules?: ModuleName[] } | null)?.modules : undefined;
      if (ids?.length) refused(on, ids);
      else toast.error(errorText(error));
    }
    await invalidate("/v1/business/modules");
  };
  return (
    <li class="module">
      <div class="stack" data-gap="sm">
        <span class="strong">{name()}</span>
        <span class="muted">{w(`modules.about.${props.module.id}`)}</span>
        <span class="small faint">
          {[props.module.needs.length ? w("modules.needs", { names: names(props.module.needs) }) : "", props.module.activated_at ? w("modules.switchedBy", { name: people.name(props.module.activated_by) ?? w("events.system"), when: formatRelative(props.module.activated_at) }) : ""].filter(Boolean).join(" · ")}
        </span>
      </div>
      <Show when={can("user.manage")}><Switch hideLabel label={w("modules.switchLabel", { name: name() })} checked={wanted() ?? props.module.status === "on"} disabled={wanted() !== undefined} onChange={(on) => void turn(on)} /></Show>
    </li>
  );
}
