import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import type { Entry } from "./entry-words.ts";
import { auditWords } from "./text/index.ts";

/** Who did it: a person, somebody in a person's name, or the system. */
export function Who(props: { entry: Entry }) {
  const w = useWords(auditWords);
  const name = () => props.entry.user?.full_name;
  return (
    <Show when={props.entry.impersonator} fallback={<Show when={name()} fallback={<span class="muted">{w("system")}</span>}>{(found) => <Person name={found()} />}</Show>}>
      {(other) => <span>{w("forSomeone", { name: other().full_name ?? w("system"), other: name() ?? "" })}</span>}
    </Show>
  );
}
