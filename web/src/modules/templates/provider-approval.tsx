import Ban from "lucide-solid/icons/ban";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CirclePause from "lucide-solid/icons/circle-pause";
import CircleX from "lucide-solid/icons/circle-x";
import Hourglass from "lucide-solid/icons/hourglass";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import Send from "lucide-solid/icons/send";
import { createSignal, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { errorText, fieldErrors } from "#web/src/kernel/errors.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { StatusBadge, type Tone } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { patchTemplate, submitTemplate, syncTemplate } from "#worker/modules/notify/templates/templates-contract.ts";
import { PATHS, type Version } from "./template-data.ts";
import { DECISIONS } from "./template-form.tsx";
import { templateWords } from "./text/index.ts";

type State = NonNullable<Version["provider_status"]> | "none";
const LOOK: Record<State, { tone: Tone; icon: IconType }> = {
  none: { tone: "neutral", icon: CircleDashed }, pending: { tone: "info", icon: Hourglass }, approved: { tone: "success", icon: CircleCheck },
  rejected: { tone: "danger", icon: CircleX }, paused: { tone: "warning", icon: CirclePause }, disabled: { tone: "danger", icon: Ban },
};

/** What WhatsApp says of a version, and the ways to ask it. */
export function ProviderApproval(props: { version: Version }) {
  const w = useWords(templateWords);
  const people = usePeople();
  const [busy, setBusy] = createSignal<"submit" | "sync" | "hand">();
  const [refused, setRefused] = createSignal<string>();
  const state = () => props.version.provider_status ?? "none";
  const given = () => ({ params: { template_id: props.version.id } });
  const by = () => { const { submitted_by, submitted_at } = props.version, name = people.name(submitted_by); return submitted_at && name ? w("submittedBy", { name: `\u2068${name}\u2069`, time: formatDate(submitted_at, "datetime") }) : undefined; };
  const run = async (what: "submit" | "sync" | "hand", work: () => Promise<unknown>) => {
    setBusy(what);
    setRefused(undefined);
    try {
      await work();
    } catch (error) {
      setRefused(Object.values(fieldErrors(error))[0] ?? errorText(error));
    }
    await invalidate(PATHS);
    setBusy(undefined);
  };
  const submit = async () => {
    if (!(await confirm({ title: w("submitTitle", { number: props.version.number }), text: w("submitText"), confirmLabel: w("submit") }))) return;
    await run("submit", async () => {
      const { provider_status } = await call(submitTemplate, { ...given(), version: props.version.version });
      toast.success(w(provider_status === "approved" ? "submitApproved" : "submitted"));
    });
  };
  const sync = () => run("sync", async () => { const { provider_status } = await call(syncTemplate, given()); toast.info(w("checked", { status: w(`providerStatuses.${provider_status ?? "none"}`) })); });
  const decide = (value: (typeof DECISIONS)[number]) => run("hand", () => call(patchTemplate, { ...given(), body: { provider_status: value === "none" ? null : value }, version: props.version.version }));
  return (
    <Panel title={w("atProvider")} actions={<StatusBadge {...LOOK[state()]}>{w(`providerStatuses.${state()}`)}</StatusBadge>}>
      <div class="stack">
        <p class="muted">{w(`providerHelpOf.${state()}`)}</p>
        <Show when={by()}>{(text) => <p class="muted small">{text()}</p>}</Show>
        <Show when={props.version.provider_reason}>{(reason) => <Banner tone="danger" title={w("reason")}><span dir="auto">{reason()}</span></Banner>}</Show>
        <Show when={refused()}>{(text) => <Banner tone="danger" live>{text()}</Banner>}</Show>
        <div class="row">
          <Show when={state() === "none"}><Button icon={Send} pointing busy={busy() === "submit"} disabledReason={can("notify.templates.approve") ? undefined : w("mayNot")} onClick={() => void submit()}>{w("submit")}</Button></Show>
          <Show when={props.version.provider_decides && props.version.provider_template_id}><Button variant="ghost" icon={RefreshCw} busy={busy() === "sync"} onClick={() => void sync()}>{w("checkNow")}</Button></Show>
        </div>
        <Show when={!props.version.provider_decides}>
          <Select label={w("byHand")} help={w("byHandHelp")} options={DECISIONS.map((value) => ({ value, label: w(`providerStatuses.${value}`) }))} value={state()} onChange={(value) => void decide(value)} />
        </Show>
      </div>
    </Panel>
  );
}
