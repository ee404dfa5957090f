import KeyRound from "lucide-solid/icons/key-round";
import Plus from "lucide-solid/icons/plus";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createSignal, For, Show } from "solid-js";
import { call, type CallOutput } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatDate, formatList } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { RelativeTime } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { listTokens, revokeToken } from "#worker/modules/auth/tokens-contract.ts";
import { Line } from "../line.tsx";
import { accountWords } from "../text/index.ts";
import { NewTokenDialog } from "./new-token-dialog.tsx";

type Token = CallOutput<typeof listTokens>["items"][number];
const SOON_MS = 7 * 86_400_000;

/** Keys for scripts that act for the person: what each may do, until when, and when it was last used. */
export default function TokensSection() {
  const w = useWords(accountWords);
  const tokens = useCall(listTokens);
  const [creating, setCreating] = createSignal(false);
  const items = () => settled(tokens)?.items ?? [];
  const endsSoon = (token: Token) => Date.parse(token.expires_at) - Date.now() < SOON_MS;
  const revoke = async (token: Token) => {
    if (!(await confirm({ title: w("token.revokeAsk", { name: token.name }), text: w("token.revokeHelp"), confirmLabel: w("token.revoke"), danger: true }))) return;
    await call(revokeToken, { params: { token_id: token.id } }).then(() => toast.success(w("token.revoked")), (error: unknown) => toast.error(errorText(error)));
    await invalidate("/v1/me/tokens");
  };
  const create = (size?: "sm") => <Button variant="primary" size={size} icon={Plus} onClick={() => setCreating(true)}>{w("token.create")}</Button>;
  return (
    <>
      <Panel title={w("token.list")} actions={<Show when={items().length}>{create("sm")}</Show>}>
        <Show when={!tokens.isLoadingError} fallback={<ErrorState error={tokens.error} retry={() => void tokens.refetch()} />}>
          <Show when={!tokens.isPending} fallback={<SkeletonLines lines={3} />}>
            <Show when={items().length} fallback={<EmptyState icon={KeyRound} title={w("token.none")} actions={create()}>{w("token.noneHelp")}</EmptyState>}>
              <ul class="lines">
                <For each={items()}>
                  {(token) => (
                    <Line
                      icon={KeyRound} label={token.name} title={<span dir="auto">{token.name}</span>}
                      state={<Show when={endsSoon(token)}><StatusBadge tone="warning" icon={TriangleAlert} quiet>{w("token.endsSoon")}</StatusBadge></Show>}
                      meta={<>
                        <span data-tooltip={formatList(token.permissions)}>{w("token.scopes", { count: token.permissions.length })}</span>
                        <span>{w("token.until", { date: formatDate(token.expires_at) })}</span>
                        <Show when={token.last_used_at} fallback={<span>{w("token.unused")}</span>}><span>{w("lastUsed")} <RelativeTime at={token.last_used_at} /></span></Show>
                      </>}
                      actions={<Button size="sm" variant="ghost" aria-label={`${w("token.revoke")}: ${token.name}`} onClick={() => void revoke(token)}>{w("token.revoke")}</Button>}
                    />
                  )}
                </For>
              </ul>
            </Show>
          </Show>
        </Show>
      </Panel>
      <Show when={creating()}><NewTokenDialog onClose={() => setCreating(false)} /></Show>
    </>
  );
}
