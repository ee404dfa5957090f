import { createSignal, For, Show, type JSX } from "solid-js";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Switch } from "#web/src/ui/choice.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { ChannelName, OUTGOING } from "../channels.tsx";
import { MIRRORS, type PreferenceKey, say, said } from "../prefs.ts";
import { notifyWords } from "../text/index.ts";
import type { Own, Preferences } from "./use-preferences.ts";

interface PanelProps {
  own: Own;
  preferences: Preferences;
}
const KINDS = ["transactional", "marketing"] as const;

/** Each channel with what it may carry. */
export function ChoicesPanel(props: PanelProps) {
  const w = useWords(notifyWords);
  return (
    <Panel title={w("prefs.kinds")}>
      <For each={OUTGOING}>
        {(channel) => (
          <section class="choices">
            <h3 class="strong"><ChannelName channel={channel} /></h3>
            <For each={KINDS}>{(kind) => <Choice {...props} id={`${channel}.${kind}`} about={w(`channel.${channel}`)} label={w(`prefs.${kind}`)} help={w(`prefs.${kind}Help`)} />}</For>
          </section>
        )}
      </For>
      <section class="choices">
        <h3 class="strong"><ChannelName channel="inbox" /></h3>
        <Choice {...props} id="inbox.all" about={w("channel.inbox")} label={w("prefs.all")} />
      </section>
    </Panel>
  );
}

/** Where else an SMS or a WhatsApp message is told. */
export function MirrorsPanel(props: PanelProps) {
  const w = useWords(notifyWords);
  return (
    <Panel title={w("prefs.mirrors")}>
      <section class="choices">
        <p class="muted small">{w("prefs.mirrorsHelp")}</p>
        <For each={MIRRORS}>{(id) => <Choice {...props} id={id} about={w("prefs.mirrors")} label={w(`prefs.${id.slice(7) as "email_on_sms"}`)} />}</For>
      </section>
    </Panel>
  );
}

/** One preference: what holds, who decided it, and the way to give up one's own choice. Saved at once. */
function Choice(props: PanelProps & { id: PreferenceKey; about: string; label: string; help?: JSX.Element }) {
  const w = useWords(notifyWords);
  const [wanted, setWanted] = createSignal<boolean>();
  let row!: HTMLDivElement;
  const setting = () => props.own.effective.settings.find(({ key }) => key === props.id)!;
  const mine = () => said(props.own.prefs, props.id);
  const channel = () => OUTGOING.find((one) => props.id === `${one}.marketing`);
  /** Marketing that nobody agreed to is not sent, whatever the workspace allows. */
  const agreed = () => { const one = channel(); return !one || mine() === true || props.own.effective.consents.includes(one); };
  const name = () => `${props.about}: ${props.label}`;
  const source = () => {
    const { value, source: from, source_name } = setting();
    if (value && !agreed()) return w("prefs.notAgreed");
    return from === "group" ? w("prefs.source.group", { name: source_name ?? "" }) : w(`prefs.source.${from}`);
  };
  const choose = async (value: boolean | undefined) => {
    setWanted(value);
    try {
      const result = await props.preferences.save(({ prefs }) => ({ prefs: say(prefs, props.id, value) }));
      if (result === "merged") toast.info(w("prefs.again"));
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setWanted(undefined);
    }
  };
  const follow = () => {
    row.querySelector("input")?.focus();
    void choose(undefined);
  };
  return (
    <div class="choice" ref={row}>
      <div class="choice__text">
        <span>{props.label}<Show when={props.help}><span class="muted"> · {props.help}</span></Show></span>
        <span class="small faint">{source()}</span>
      </div>
      <Show when={mine() !== undefined}><Button size="sm" variant="ghost" aria-label={w("prefs.followLabel", { name: name() })} onClick={follow}>{w("prefs.follow")}</Button></Show>
      <Switch hideLabel label={name()} checked={wanted() ?? (setting().value && agreed())} onChange={(on) => void choose(on)} />
    </div>
  );
}
