import CircleCheck from "lucide-solid/icons/circle-check";
import PhoneIcon from "lucide-solid/icons/phone";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createSignal, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { can } from "#web/src/kernel/session.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Phone } from "#web/src/ui/text.tsx";
import { Line } from "../line.tsx";
import { accountWords } from "../text/index.ts";
import { PhoneDialog } from "./phone-dialog.tsx";

/** The person's phone, whether it is proved to be theirs, and the way to prove or to change it. */
export function PhoneLine(props: { number: string | null; verifiedAt: string | null }) {
  const w = useWords(accountWords);
  const [open, setOpen] = createSignal(false);
  const label = () => (!props.number ? w("phone.add") : props.verifiedAt ? w("phone.change") : w("phone.verify"));
  return (
    <>
      <ul class="lines">
        <Line
          icon={PhoneIcon} title={<Show when={props.number} fallback={w("phone.none")}><Phone number={props.number} /></Show>} text={w("phone.use")}
          state={
            <Show when={props.number}>
              <Show when={props.verifiedAt} fallback={<StatusBadge tone="warning" icon={TriangleAlert} quiet>{w("phone.isUnverified")}</StatusBadge>}><StatusBadge tone="success" icon={CircleCheck} quiet>{w("phone.isVerified")}</StatusBadge></Show>
            </Show>
          }
          actions={<Show when={can("phone.verify.start")}><Button onClick={() => setOpen(true)}>{label()}</Button></Show>}
        />
      </ul>
      <Show when={open()}><PhoneDialog number={props.verifiedAt ? "" : (props.number ?? "")} channel="whatsapp" onClose={() => setOpen(false)} onVerified={() => setOpen(false)} /></Show>
    </>
  );
}
