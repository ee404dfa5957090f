import MessageCircle from "lucide-solid/icons/message-circle";
import MessageSquare from "lucide-solid/icons/message-square";
import { createSignal, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { has } from "#web/src/kernel/session.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Gate } from "#web/src/ui/feedback.tsx";
import { Phone } from "#web/src/ui/text.tsx";
import { sms, whatsapp } from "#worker/modules/auth/factors-contract.ts";
import { Line } from "../line.tsx";
import { PhoneDialog } from "../profile/phone-dialog.tsx";
import { accountWords } from "../text/index.ts";
import type { FactorLineProps } from "./factor-list.tsx";
import { readFactorsAgain } from "./factors.ts";
import { withProof } from "./proof.tsx";
import { OnBadge } from "./state-badge.tsx";

const CHANNELS = { sms: { enable: sms.enable, disable: sms.disable, icon: MessageSquare }, whatsapp: { enable: whatsapp.enable, disable: whatsapp.disable, icon: MessageCircle } } as const;

/** Codes by one channel to the verified phone. Without such a phone the way to it starts here. */
export function PhoneCodesLine(props: FactorLineProps & { channel: "sms" | "whatsapp" }) {
  const w = useWords(accountWords);
  const channel = CHANNELS[props.channel];
  const feature = `twofa.${props.channel}`;
  const on = () => props.factors[props.channel];
  const [verifying, setVerifying] = createSignal(false);

  const turnOn = () => props.attempt(async () => {
    const enabled = await withProof((body) => call<typeof sms.enable | typeof whatsapp.enable>(channel.enable, { body }));
    if (enabled) props.onAdded(enabled.backup_codes, w(`phoneCodes.${props.channel}.on`));
  });
  const turnOff = () => props.attempt(async () => {
    if (!(await props.confirmRemoval(w(`phoneCodes.${props.channel}.offAsk`), w("factor.turnOff")))) return;
    if (await withProof((body) => call<typeof sms.disable | typeof whatsapp.disable>(channel.disable, { body }))) props.onChanged(w(`phoneCodes.${props.channel}.off`));
  });
  const verified = () => {
    setVerifying(false);
    void readFactorsAgain();
    void turnOn();
  };

  return (
    <>
      <Show when={has(feature) || on()} fallback={<Show when={!props.enrolling}><li class="line"><Gate feature={feature} title={w(`phoneCodes.${props.channel}.title`)}>{null}</Gate></li></Show>}>
        <Line
          icon={channel.icon} title={w(`phoneCodes.${props.channel}.title`)} state={<OnBadge on={on()} />}
          text={<Show when={props.factors.phone_verified_at} fallback={w("phoneCodes.needsPhone")}>{w("phoneCodes.to")} <Phone number={props.factors.phone_e164} /></Show>}
          actions={
            <Show when={on()} fallback={<Button onClick={() => (props.factors.phone_verified_at ? void turnOn() : setVerifying(true))}>{props.factors.phone_verified_at ? w("factor.turnOn") : w("factor.setUp")}</Button>}>
              <Button variant="ghost" onClick={() => void turnOff()}>{w("factor.turnOff")}</Button>
            </Show>
          }
        />
      </Show>
      <Show when={verifying()}><PhoneDialog number="" channel={props.channel} onClose={() => setVerifying(false)} onVerified={verified} /></Show>
    </>
  );
}
