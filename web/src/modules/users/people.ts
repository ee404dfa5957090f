import { createMemo } from "solid-js";
import { useCall } from "#web/src/kernel/query.ts";
import { session } from "#web/src/kernel/session.ts";
import type { Option } from "#web/src/ui/select.tsx";
import { listDirectory } from "#worker/modules/users/contract.ts";
import { settled } from "#web/src/kernel/settled.ts";

/** The names of colleagues by their ids, read once and shared by every page that shows owners. */
export function usePeople() {
  const query = useCall(listDirectory, () => ({ query: { limit: 200 } }));
  const people = () => settled(query)?.items ?? [];
  const byId = createMemo(() => new Map(people().map((person) => [person.id, person.full_name])));
  const name = (id: string | null | undefined) => {
    if (!id) return undefined;
    const me = session()?.user;
    return byId().get(id) ?? (me?.id === id ? me.full_name : undefined);
  };
  /** For owner fields: those still here, oneself first. */
  const options = (): readonly Option[] => {
    const mine = session()?.user.id;
    return people().filter(({ is_active }) => is_active).map(({ id, full_name }) => ({ value: id, label: full_name })).toSorted((a, b) => Number(b.value === mine) - Number(a.value === mine));
  };
  return { name, options };
}
