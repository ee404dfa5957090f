import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { ConflictDialog } from "#web/src/ui/conflict-dialog.tsx";
import type { Matrix } from "./matrix-state.ts";
import { PERMISSIONS } from "./names/codes.ts";
import { accessNames, permissionName } from "./names/index.ts";
import type { Visibility } from "./role-data.ts";
import { roleWords } from "./text/index.ts";

const RESOURCES = ["lead", "contact", "company", "deal", "task"] as const satisfies readonly (keyof Visibility)[];
/** A role as one flat record, so that each permission and each scope can be chosen on its own. */
type Flat = Record<string, string>;
const flat = (permissions: ReadonlySet<string>, visibility: Visibility): Flat => ({ ...Object.fromEntries(PERMISSIONS.map((code) => [code, permissions.has(code) ? "given" : "notGiven"])), ...visibility });

/** Somebody else saved the same role first: every difference is laid out to choose from, and saved again. */
export function MatrixConflict(props: { matrix: Matrix; onSave: () => void }) {
  const w = useWords(roleWords);
  const n = useWords(accessNames);
  const fields = [
    ...RESOURCES.map((key) => ({ key: key as string, get label() { return n(`resources.${key}`); }, show: (record: Flat) => n.maybe(`scopes.${record[key]}`) ?? "" })),
    ...PERMISSIONS.map((code) => ({ key: code as string, get label() { return permissionName(n, code); }, show: (record: Flat) => w.maybe(record[code] ?? "") ?? "" })),
  ];
  return (
    <Show when={props.matrix.conflict()} keyed>
      {({ draft, theirs }) => {
        const fresh = flat(new Set(theirs.permissions), theirs.visibility);
        const choose = (chosen: Partial<Flat>) => {
          const result = { ...fresh, ...chosen } as Flat;
          props.matrix.settle(new Set(PERMISSIONS.filter((code) => result[code] === "given")), Object.fromEntries(RESOURCES.map((key) => [key, result[key]])) as Visibility);
          props.onSave();
        };
        return (
          <ConflictDialog<Flat>
            open original={flat(new Set(draft.base.permissions), draft.base.visibility)} theirs={fresh} yours={flat(draft.permissions, draft.visibility)} fields={fields}
            busy={props.matrix.busy()} onCancel={props.matrix.cancelConflict} onSave={choose}
          />
        );
      }}
    </Show>
  );
}
