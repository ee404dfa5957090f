import SearchX from "lucide-solid/icons/search-x";
import { createMemo, createSignal, For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { createGridKeys } from "#web/src/ui/grid-keys.ts";
import { isPhone } from "#web/src/ui/media.ts";
import { SearchBox } from "#web/src/ui/search-box.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code, Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { UnsavedGuard } from "#web/src/ui/unsaved-guard.tsx";
import { accessErrorText } from "./access-errors.ts";
import { AreaCell, GrantCell, Legend } from "./grant-cell.tsx";
import type { Matrix } from "./matrix-state.ts";
import { MatrixConflict } from "./matrix-conflict.tsx";
import { accessNames, AREAS, permissionName, type AreaId } from "./names/index.ts";
import type { RoleRow } from "./role-data.ts";
import type { RoleForm } from "./role-dialog.tsx";
import { RolePanel } from "./role-panel.tsx";
import { roleWords } from "./text/index.ts";

/** A cell somebody is on: a role, and a permission of it unless they are on an area. */
export interface Spot { readonly role: string; readonly code?: string }
type Row = { readonly area: AreaId; readonly codes: readonly string[]; readonly code?: undefined } | { readonly area: AreaId; readonly code: string; readonly codes?: undefined };

/** Permissions down, roles across, as one grid for the keyboard; what is changed waits for Save. */
export function PermissionMatrix(props: { matrix: Matrix; onForm: (form: RoleForm) => void }) {
  const w = useWords(roleWords);
  const n = useWords(accessNames);
  const [text, setText] = createSignal("");
  const [chosen, setChosen] = createSignal<string>();
  const [spot, setSpot] = createSignal<Spot>();
  const matrix = () => props.matrix;
  // A phone shows one role at a time.
  const phoneRole = () => matrix().roles().find(({ id }) => id === chosen()) ?? matrix().roles().find((role) => !role.is_builtin) ?? matrix().roles()[0];
  const roles = createMemo((): readonly RoleRow[] => (isPhone() ? [phoneRole()].filter((role) => role !== undefined) : matrix().roles()));
  const rows = createMemo((): readonly Row[] =>
    AREAS.flatMap(({ id, permissions }): Row[] => {
      const codes = permissions.filter((code) => `${permissionName(n, code)} ${code}`.toLowerCase().includes(text().toLowerCase()));
      return codes.length ? [{ area: id, codes }, ...codes.map((code) => ({ area: id, code }))] : [];
    }));
  const act = (at: number, column: number) => {
    const row = rows()[at], role = roles()[column - 1];
    if (!row || !role) return;
    const locked = matrix().lock(role.id, row.code);
    if (locked) return void toast.info(w(`locked.${locked}`));
    if (row.code) matrix().toggle(role.id, row.code);
    else matrix().give(role.id, row.codes!, matrix().given(role.id, row.codes!) < row.codes!.length);
  };
  const keys = createGridKeys({ rows: () => rows().length, columns: () => roles().length + 1, act: (cell) => act(cell.row, cell.column), scrollTo: () => {} });
  const seen = () => spot() ?? (phoneRole() && isPhone() ? { role: phoneRole()!.id } : undefined);
  const save = async () => {
    try {
      if (await matrix().save()) toast.success(w("bar.saved"));
    } catch (error) {
      toast.error(accessErrorText(error));
    }
  };
  return (
    <>
      <UnsavedGuard when={matrix().changes() > 0} />
      <div class="toolbar grants-toolbar">
        <SearchBox label={w("find")} value={text()} onChange={setText} />
        <Show when={isPhone() && phoneRole()}>{(role) => <Select label={w("shownRole")} hideLabel size="sm" value={role().id} options={matrix().roles().map(({ id, name }) => ({ value: id, label: name }))} onChange={(id) => { setChosen(id); setSpot(undefined); }} />}</Show>
        <span class="push desk-only"><Legend /></span>
      </div>
      <Show when={!matrix().query.isLoadingError} fallback={<ErrorState error={matrix().query.error} retry={() => void matrix().query.refetch()} />}>
        <Show when={matrix().ready()} fallback={<div class="skeleton-page"><SkeletonLines lines={10} /></div>}>
          <div class="split grants">
            <div class="scroll grants__scroll">
              <Show when={rows().length} fallback={<EmptyState icon={SearchX} title={w("nothing")}>{w("nothingHelp")}</EmptyState>}>
                <p class="visually-hidden" id="matrix-help">{w("matrixHelp")}</p>
                <table class="table grid-matrix" role="grid" aria-label={w("matrixLabel")} aria-describedby="matrix-help" aria-rowcount={rows().length + 1} style={{ "--roles": roles().length }} onKeyDown={keys.onKeyDown} onFocusIn={keys.onFocusIn}>
                  <thead>
                    <tr>
                      <th scope="col">{w("permission")}</th>
                      <For each={roles()}>{(role) => <th scope="col"><span class="grants__role"><Name>{role.name}</Name></span><span class="faint grants__count">{w("people", { count: role.users_count })}</span></th>}</For>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={rows()}>
                      {(row, at) => (
                        <tr aria-rowindex={at() + 2} class={row.code ? undefined : "grid-matrix__group"}>
                          <td role="rowheader" tabIndex={keys.tabIndex(at(), 0)}>
                            <Show when={row.code} fallback={n(`areas.${row.area}`)}>{(code) => <span class="row"><span class="truncate">{permissionName(n, code())}</span><span class="push small faint desk-only"><Code>{code()}</Code></span></span>}</Show>
                          </td>
                          <For each={roles()}>
                            {(role, place) => (
                              <td
                                tabIndex={keys.tabIndex(at(), place() + 1)} aria-readonly={matrix().lock(role.id, row.code) ? "true" : undefined} data-focus={spot()?.role === role.id && spot()?.code === row.code && row.code ? "" : undefined}
                                onFocus={() => setSpot({ role: role.id, ...(row.code ? { code: row.code } : {}) })} onClick={() => act(at(), place() + 1)}
                              >
                                <Show when={row.code} fallback={<AreaCell given={matrix().given(role.id, row.codes ?? [])} total={row.codes?.length ?? 0} />}>{(code) => <GrantCell matrix={matrix()} role={role} code={code()} />}</Show>
                              </td>
                            )}
                          </For>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </Show>
            </div>
            <RolePanel matrix={matrix()} spot={seen()} onForm={props.onForm} />
          </div>
        </Show>
      </Show>
      <Show when={matrix().changes()}>
        {(count) => (
          <footer class="grants-bar" aria-label={w("bar.label")}>
            <span role="status">{w("bar.changes", { count: count() })}</span>
            <span class="push row"><Button variant="ghost" onClick={matrix().discard}>{w("bar.discard")}</Button><Button variant="primary" busy={matrix().busy()} onClick={() => void save()}>{w("bar.save")}</Button></span>
          </footer>
        )}
      </Show>
      <MatrixConflict matrix={matrix()} onSave={() => void save()} />
    </>
  );
}
