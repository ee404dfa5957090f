import LogOut from "lucide-solid/icons/log-out";
import Monitor from "lucide-solid/icons/monitor";
import Smartphone from "lucide-solid/icons/smartphone";
import { createSignal, For, Show } from "solid-js";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { formatList } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { Badge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { countryName } from "#web/src/ui/phone-field.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code, DateTime, RelativeTime } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { listUserSessions, revokeUserSession, revokeUserSessions, type Session } from "#worker/modules/auth/contract.ts";
import { userWords, type UserSay } from "./text/index.ts";
import { isMe, outranks, type UserRow } from "./user-data.ts";

type SessionRow = z.output<typeof Session>;

/** Where somebody is signed in, and a way to end one of it, or all. */
export function SessionsTab(props: { user: UserRow }) {
  const w = useWords(userWords);
  return <Gate permission="session.revoke.tenant" title={w("tabs.sessions")}><Sessions user={props.user} /></Gate>;
}

function Sessions(props: { user: UserRow }) {
  const w = useWords(userWords);
  const query = useCall(listUserSessions, () => ({ params: { user_id: props.user.id }, query: { limit: 100 } }));
  const sessions = () => settled(query)?.items ?? [];
  const name = () => props.user.full_name;
  const mayEnd = () => outranks(props.user) && !isMe(props.user);
  const [ending, setEnding] = createSignal<string>();
  /** Ends what it is told to, and says how many sessions that were. */
  const end = async (key: string, work: () => Promise<number>) => {
    setEnding(key);
    try {
      toast.success(w("sessions.ended", { count: await work() }));
    } catch (error) {
      toast.error(accessErrorText(error));
    }
    await invalidate(listUserSessions.path);
    setEnding(undefined);
  };
  const endAll = async () => {
    if (!(await confirm({ title: w("sessions.endAllTitle", { name: name() }), text: w("sessions.endAllText"), confirmLabel: w("sessions.endAll"), danger: true }))) return;
    await end("all", async () => (await call(revokeUserSessions, { params: { user_id: props.user.id } })).revoked);
  };
  const endOne = async (session: SessionRow) => {
    if (!(await confirm({ title: w("sessions.endOneTitle", { name: name(), device: deviceName(w, session) }), text: w("sessions.endOneText"), confirmLabel: w("sessions.endOne"), danger: true }))) return;
    await end(session.id, () => call(revokeUserSession, { params: { user_id: props.user.id, session_id: session.id } }).then(() => 1));
  };
  return (
    <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
      <Show when={!query.isPending} fallback={<SkeletonLines lines={4} />}>
        <Show when={sessions().length} fallback={<EmptyState icon={Monitor} title={w("sessions.none")}>{w("sessions.noneHelp", { name: name() })}</EmptyState>}>
          <div class="stack">
            <Show when={mayEnd()}><div><Button icon={LogOut} pointing busy={ending() === "all"} onClick={() => void endAll()}>{w("sessions.endAll")}</Button></div></Show>
            <ul class="rows" aria-label={w("tabs.sessions")}>
              <For each={sessions()}>
                {(session) => (
                  <li>
                    <div class="row" data-gap="sm"><Icon of={session.device.kind === "desktop" ? Monitor : Smartphone} /><span class="strong">{deviceName(w, session)}</span><Show when={session.is_current}><Badge>{w("sessions.current")}</Badge></Show></div>
                    <span class="small muted"><Show when={session.country}>{(country) => <>{countryName(country())} · </>}</Show><Show when={session.ip}>{(ip) => <Code>{ip()}</Code>}</Show></span>
                    <span class="small muted">{w("sessions.since")} <DateTime at={session.created_at} /></span>
                    <span class="small muted">{w("sessions.lastUsed")} <RelativeTime at={session.last_used_at} /></span>
                    <Show when={mayEnd()}><span class="push"><Button size="sm" variant="ghost" busy={ending() === session.id} aria-label={`${w("sessions.endOne")}: ${deviceName(w, session)}`} onClick={() => void endOne(session)}>{w("sessions.endOne")}</Button></span></Show>
                  </li>
                )}
              </For>
            </ul>
          </div>
        </Show>
      </Show>
    </Show>
  );
}

const deviceName = (w: UserSay, { device }: SessionRow) => {
  const known = [device.browser, device.os].filter((part) => part !== null);
  return known.length ? formatList(known) : w("sessions.unknownDevice");
};
