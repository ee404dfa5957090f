import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { Show } from "solid-js";
import { useMutation } from "@tanstack/solid-query";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, queryClient, queryKey, useCall } from "#web/src/kernel/query.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { IconButton } from "#web/src/ui/button.tsx";
import { addWatcher, listWatchers, removeWatcher, type SubjectType } from "#worker/modules/activities/contract.ts";
import { activityWords } from "./text/index.ts";

/** Turns on or off being told of every change to a record. */
export function WatchToggle(props: { subject_type: z.output<typeof SubjectType>; subject_id: string }) {
  const w = useWords(activityWords);
  const subject = () => ({ subject_type: props.subject_type, subject_id: props.subject_id });
  const query = useCall(listWatchers, () => (can("activity.read") ? { query: subject() } : undefined));
  const watchers = () => settled(query)?.items ?? [];
  const watching = () => watchers().some(({ user_id }) => user_id === session()?.user.id);
  const toggle = useMutation(() => ({
    mutationFn: async (on: boolean) => void (await (on ? call(addWatcher, { body: subject() }) : call(removeWatcher, { query: subject() }))),
    onMutate: (on: boolean) => {
      const me = session()!.user;
      queryClient.setQueryData(queryKey(listWatchers, { query: subject() }), (was: { items: { user_id: string }[] } | undefined) =>
        was && { ...was, items: on ? [...was.items, { user_id: me.id, full_name: me.full_name, created_at: new Date().toISOString() }] : was.items.filter(({ user_id }) => user_id !== me.id) });
    },
    onSettled: () => invalidate("/v1/watchers"),
  }));
  return (
    <Show when={can("activity.read")}>
      <IconButton icon={watching() ? EyeOff : Eye} label={watching() ? w("watch.off") : w("watch.on")} aria-pressed={watching()} onClick={() => toggle.mutate(!watching())} />
      <span class="visually-hidden" aria-live="polite">{w("watch.count", { count: watchers().length })}</span>
    </Show>
  );
}
