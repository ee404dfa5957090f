import { Show } from "solid-js";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { getMe } from "#worker/modules/me/contract.ts";
import { accountWords } from "../text/index.ts";
import { PhoneLine } from "./phone-line.tsx";
import { ProfileDetails } from "./profile-details.tsx";

/** Who one is to colleagues, and how the product speaks to one. */
export default function ProfileSection() {
  const w = useWords(accountWords);
  const me = useCall(getMe);
  return (
    <Show when={!me.isLoadingError} fallback={<ErrorState error={me.error} retry={() => void me.refetch()} />}>
      <Show when={settled(me)} fallback={<SkeletonLines lines={6} />}>
        {(own) => (
          <>
            <Panel title={w("profile.about")}><ProfileDetails me={own()} reload={async () => (await me.refetch()).data!} /></Panel>
            <Panel title={w("phone.panel")}><PhoneLine number={own().user.phone_e164} verifiedAt={own().user.phone_verified_at} /></Panel>
          </>
        )}
      </Show>
    </Show>
  );
}
