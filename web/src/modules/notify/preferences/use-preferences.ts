import { ApiError, call, type CallOutput } from "#web/src/kernel/api.ts";
import { queryClient, queryKey, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { getMyPreferences, putMyPreferences } from "#worker/modules/notify/routing/routing-contract.ts";

export type Own = CallOutput<typeof getMyPreferences>;
type Body = { prefs: Own["prefs"]; snooze_until?: string | null };

/**
 * My preferences, and the way to change them: `save(change)` applies a change to what is stored now, one after another.
 * Where another window has saved first, the change is applied to its result: `change` is asked again, and may refuse by undefined.
 */
export function usePreferences() {
  const query = useCall(getMyPreferences);
  let turn: Promise<unknown> = Promise.resolve();
  const put = async (own: Own, body: Body) => {
    const saved = await call(putMyPreferences, { body, version: own.version });
    queryClient.setQueryData(queryKey(getMyPreferences), saved);
  };
  const apply = async (change: (now: Own) => Body | undefined): Promise<"saved" | "merged" | "refused"> => {
    const own = settled(query)!, body = change(own);
    if (!body) return "refused";
    try {
      await put(own, body);
      return "saved";
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      const fresh = (await query.refetch({ throwOnError: true })).data!, again = change(fresh);
      if (!again) return "refused";
      await put(fresh, again);
      return "merged";
    }
  };
  const save = (change: (now: Own) => Body | undefined) => {
    const done = turn.then(() => apply(change));
    turn = done.catch(() => {});
    return done;
  };
  return { query, own: () => settled(query), save };
}
export type Preferences = ReturnType<typeof usePreferences>;
