import CircleCheck from "lucide-solid/icons/circle-check";
import Monitor from "lucide-solid/icons/monitor";
import Smartphone from "lucide-solid/icons/smartphone";
import Tablet from "lucide-solid/icons/tablet";
import { createSignal, For, Show } from "solid-js";
import { call, type CallOutput } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import { countryName } from "#web/src/ui/phone-field.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code, RelativeTime } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { listSessions, revokeOtherSessions, revokeSession } from "#worker/modules/auth/contract.ts";
import { Line } from "./line.tsx";
import { accountWords } from "./text/index.ts";

type Session = CallOutput<typeof listSessions>["items"][number];
const ICONS: Record<Session["device"]["kind"], IconType> = { desktop: Monitor, mobile: Smartphone, tablet: Tablet, other: Monitor };

/** Where one is signed in: each device with its place and last use, to be ended one by one or all but this one. */
export default function SessionsSection() {
  const w = useWords(accountWords);
  const sessions = useCall(listSessions, () => ({ query: { limit: 200 } }));
  const [ending, setEnding] = createSignal<string>();
  // This device stands first, whenever it signed in.
  const items = () => (settled(sessions)?.items ?? []).toSorted((a, b) => Number(b.is_current) - Number(a.is_current));
  const nameOf = ({ device: { browser, os } }: Session) => (browser && os ? w("session.on", { browser, os }) : (browser ?? os ?? w("session.unknown")));

  const end = async (key: string, work: () => Promise<unknown>, done: string) => {
    setEnding(key);
    try {
      await work();
      toast.success(done);
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setEnding(undefined);
      await invalidate("/v1/auth/sessions");
    }
  };
  const endOne = async (session: Session) => {
    if (!(await confirm({ title: w("session.endAsk", { device: nameOf(session) }), text: w("session.endHelp"), confirmLabel: w("session.end"), danger: true }))) return;
    await end(session.id, () => call(revokeSession, { params: { session_id: session.id } }), w("session.ended"));
  };
  const endOthers = async () => {
    if (!(await confirm({ title: w("session.endOthersAsk"), text: w("session.endOthersHelp"), confirmLabel: w("session.endOthers"), danger: true }))) return;
    await end("others", () => call(revokeOtherSessions), w("session.othersEnded"));
  };

  return (
    <Panel
      title={w("session.title")}
      actions={<Show when={items().length > 1 && can("session.revoke.self")}><Button size="sm" busy={ending() === "others"} onClick={() => void endOthers()}>{w("session.endOthers")}</Button></Show>}
    >
      <Show when={!sessions.isLoadingError} fallback={<ErrorState error={sessions.error} retry={() => void sessions.refetch()} />}>
        <Show when={!sessions.isPending} fallback={<SkeletonLines lines={4} />}>
          <ul class="lines">
            <For each={items()}>
              {(session) => (
                <Line
                  icon={ICONS[session.device.kind]} label={nameOf(session)} title={<span data-tooltip={session.user_agent ?? undefined}>{nameOf(session)}</span>}
                  state={<Show when={session.is_current}><StatusBadge tone="success" icon={CircleCheck} quiet>{w("session.current")}</StatusBadge></Show>}
                  meta={<>
                    <Show when={session.country}>{(country) => <span>{countryName(country())}</span>}</Show>
                    <Show when={session.ip}>{(ip) => <Code>{ip()}</Code>}</Show>
                    <span>{w("lastUsed")} <RelativeTime at={session.last_used_at} /></span>
                    <span>{w("session.since", { date: formatDate(session.created_at, "datetime") })}</span>
                  </>}
                  actions={<Show when={!session.is_current && can("session.revoke.self")}><Button size="sm" variant="ghost" busy={ending() === session.id} aria-label={`${w("session.end")}: ${nameOf(session)}`} onClick={() => void endOne(session)}>{w("session.end")}</Button></Show>}
                />
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </Panel>
  );
}
