import Building from "lucide-solid/icons/building";
import CirclePause from "lucide-solid/icons/circle-pause";
import KeyRound from "lucide-solid/icons/key-round";
import PlugZap from "lucide-solid/icons/plug-zap";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createEffect, createSignal, on, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatList, formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Facts, Panel } from "#web/src/ui/record-parts.tsx";
import { Code, DateTime, Name, Phone } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { checkCredentials, deleteCredentials } from "#worker/modules/notify/sending/sending-contract.ts";
import { notifyWords } from "../text/index.ts";
import { momentText } from "../when.ts";
import { AccountDialog } from "./account-dialog.tsx";
import { type Check, NAMES, PATH, type ProviderAccount } from "./provider-data.ts";

/** One provider: whose account is used, how it fares, and what can be done about it. */
export function ProviderPanel(props: { of: ProviderAccount }) {
  const w = useWords(notifyWords);
  const [editing, setEditing] = createSignal(false);
  const name = () => NAMES[props.of.provider];
  const channels = () => formatList(props.of.channels.map((channel) => w(`channel.${channel}`)));
  return (
    <Panel title={name()} actions={<Health of={props.of} />}>
      <div class="row">
        <StatusBadge tone={props.of.own ? "accent" : "neutral"} icon={props.of.own ? KeyRound : Building}>{w(props.of.own ? "providers.own" : "providers.platform")}</StatusBadge>
        <span class="muted small">{props.of.channels.length ? w("providers.carries", { channels: channels() }) : w(`providers.idle.${props.of.provider}`)}</span>
      </div>
      <Show when={props.of.own} fallback={<p class="muted">{w("providers.platformHelp")}</p>}>{(own) => <OwnFacts own={own()} />}</Show>
      <Show when={props.of.own} fallback={<div class="row entry-actions"><Button icon={KeyRound} onClick={() => setEditing(true)}>{w("providers.use")}</Button></div>}>
        <OwnActions of={props.of} channels={channels()} onReplace={() => setEditing(true)} />
      </Show>
      <AccountDialog of={props.of} open={editing()} onClose={() => setEditing(false)} />
    </Panel>
  );
}

/** Whether the account in use answers. */
function Health(props: { of: ProviderAccount }) {
  const w = useWords(notifyWords);
  const until = () => { const at = props.of.circuit?.open_until; return at && Date.parse(at) > Date.now() ? at : undefined; };
  return (
    <Show when={props.of.circuit}>
      {(circuit) => (
        <Show when={until()} fallback={<StatusBadge tone="warning" icon={TriangleAlert}>{w("health.providerFails", { count: circuit().failures })}</StatusBadge>}>
          {(at) => <StatusBadge tone="danger" icon={CirclePause}>{w("health.providerOpen", { time: momentText(at()) })}</StatusBadge>}
        </Show>
      )}
    </Show>
  );
}

function OwnFacts(props: { own: NonNullable<ProviderAccount["own"]> }) {
  const w = useWords(notifyWords);
  const people = usePeople();
  const setting = (key: "from" | "base_url" | "sms_sender" | "whatsapp_sender") => {
    const value = props.own.settings[key];
    return value ? [{ label: w(`providers.${key}`), value: value.startsWith("+") ? <Phone number={value} /> : <span dir="ltr" class="provider__value">{value}</span> }] : [];
  };
  return (
    <Facts facts={[
      { label: w("providers.key"), value: <Code>{`…${props.own.hint}`}</Code> }, ...setting("from"), ...setting("base_url"), ...setting("sms_sender"), ...setting("whatsapp_sender"),
      { label: w("providers.since"), value: <DateTime at={props.own.created_at} as="datetime" /> },
      ...(props.own.version > 1 ? [{ label: w("providers.replaced"), value: <DateTime at={props.own.updated_at} as="datetime" /> }] : []),
      { label: w("providers.by"), value: <Name>{people.name(props.own.updated_by)}</Name> },
    ]} />
  );
}

function OwnActions(props: { of: ProviderAccount; channels: string; onReplace: () => void }) {
  const w = useWords(notifyWords);
  const [checked, setChecked] = createSignal<Check>();
  const [busy, setBusy] = createSignal<"check" | "remove">();
  const given = () => ({ params: { provider: props.of.provider } });
  createEffect(on(() => props.of.own?.version, () => setChecked(undefined), { defer: true }));
  const run = async (what: "check" | "remove", work: () => Promise<unknown>) => {
    setBusy(what);
    try {
      await work();
    } catch (error) {
      toast.error(errorText(error));
      await invalidate(PATH);
    } finally {
      setBusy(undefined);
    }
  };
  const check = () => run("check", async () => { setChecked(undefined); const found = await call(checkCredentials, given()); setChecked(() => found); });
  const remove = async () => {
    const name = NAMES[props.of.provider], { channels, waiting } = props.of;
    const text = [channels.length ? w("providers.removeThen", { channels: props.channels }) : w(`providers.idle.${props.of.provider}`), waiting ? w("providers.removeWaiting", { count: waiting }) : "", w("providers.removeKey")].filter(Boolean).join(" ");
    if (!(await confirm({ title: w("providers.removeTitle", { name }), text, confirmLabel: w("providers.remove"), danger: true }))) return;
    await run("remove", async () => {
      await call(deleteCredentials, { ...given(), version: props.of.own!.version });
      toast.success(w("providers.removed", { name }));
      await invalidate(PATH);
    });
  };
  return (
    <>
      <div class="row entry-actions">
        <Button icon={PlugZap} busy={busy() === "check"} onClick={() => void check()}>{w("providers.check")}</Button>
        <Button variant="ghost" onClick={() => props.onReplace()}>{w("providers.replace")}</Button>
        <Button variant="ghost" busy={busy() === "remove"} onClick={() => void remove()}>{w("providers.remove")}</Button>
      </div>
      <div aria-live="polite"><Show when={checked()}>{(found) => <CheckResult found={found()} />}</Show></div>
    </>
  );
}

function CheckResult(props: { found: Check }) {
  const w = useWords(notifyWords);
  const balance = () => props.found.balance && `\u2066${formatNumber(props.found.balance.amount, { minimumFractionDigits: 2 })} ${props.found.balance.currency}\u2069`;
  const detail = () => (props.found.account ? w("providers.account", { name: `\u2068${props.found.account}\u2069` }) : balance() ? w("providers.balance", { amount: balance()! }) : undefined);
  return (
    <Show when={props.found.problem} fallback={<Banner tone="success" title={w("providers.works")}>{detail()}</Banner>}>
      {(problem) => <Banner tone="danger" title={w(`providers.problem.${problem()}`)}>{w(`providers.remedy.${problem()}`)}</Banner>}
    </Show>
  );
}
