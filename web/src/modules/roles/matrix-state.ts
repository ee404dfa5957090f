import { useQuery } from "@tanstack/solid-query";
import { batch, createMemo, createSignal } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { getRolePermissions, setRolePermissions, setRoleVisibility } from "#worker/modules/access/contract.ts";
import type { Permission } from "./names/codes.ts";
import { ROLE_PATHS, useRoles, type Rights, type Visibility } from "./role-data.ts";

/** What somebody made of a role, against how it was when they began. */
interface Draft { readonly base: Rights; readonly permissions: ReadonlySet<string>; readonly visibility: Visibility }
export interface Conflict { readonly draft: Draft; readonly theirs: Rights }
export type Grant = "own" | "inherited" | "none";
export type Lock = "manage" | "builtin" | "more" | "lacking";
export type Matrix = ReturnType<typeof createMatrix>;

const keysOf = (visibility: Visibility) => Object.keys(visibility) as (keyof Visibility)[];
const differ = (had: readonly string[], has: ReadonlySet<string>) => [...had.filter((code) => !has.has(code)), ...[...has].filter((code) => !had.includes(code))];

/** All roles with their rights, and the changes that are not saved yet. */
export function createMatrix() {
  const roles = useRoles();
  const ids = createMemo(() => roles().map(({ id }) => id), [], { equals: (a, b) => a.join() === b.join() });
  const query = useQuery(() => ({
    queryKey: [getRolePermissions.path, ids()] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) => Promise.all(ids().map((role_id) => call(getRolePermissions, { params: { role_id }, signal }))),
    enabled: ids().length > 0,
    placeholderData: (before: Rights[] | undefined) => before,
  }));
  const saved = createMemo(() => new Map((settled(query) ?? []).map((rights) => [rights.id, rights])));
  const [drafts, setDrafts] = createSignal<ReadonlyMap<string, Draft>>(new Map());
  const [conflict, setConflict] = createSignal<Conflict>();
  const [busy, setBusy] = createSignal(false);

  const rights = (id: string) => saved().get(id);
  const now = (id: string): Draft | undefined => {
    const found = rights(id);
    return drafts().get(id) ?? (found && { base: found, permissions: new Set(found.permissions), visibility: found.visibility });
  };
  const put = (draft: Draft) =>
    setDrafts((all) => {
      const next = new Map(all);
      if (changesOf(draft)) next.set(draft.base.id, draft);
      else next.delete(draft.base.id);
      return next;
    });

  const inheritedFrom = (id: string, code: string) => rights(id)?.inherited.filter(({ permission }) => permission === code).map(({ role_code }) => role_code) ?? [];
  const inherits = createMemo(() => new Map([...saved()].map(([id, found]) => [id, new Set(found.inherited.map(({ permission }) => permission))])));
  const grant = (id: string, code: string): Grant => (now(id)?.permissions.has(code) ? "own" : inherits().get(id)?.has(code) ? "inherited" : "none");
  const isOwner = () => session()?.roles.includes("super_admin");
  /** Why this role, or this permission of it, cannot be changed by the reader. */
  const lock = (id: string, code?: string): Lock | undefined => {
    const found = rights(id);
    if (!can("roles.manage")) return "manage";
    if (found?.is_builtin) return "builtin";
    if (isOwner() || !found) return undefined;
    if ([...found.permissions, ...found.inherited.map(({ permission }) => permission)].some((permission) => !can(permission))) return "more";
    return code && !can(code) ? "lacking" : undefined;
  };
  const give = (id: string, codes: readonly string[], on: boolean) => {
    const draft = now(id);
    if (!draft) return;
    const permissions = new Set(draft.permissions);
    for (const code of codes) if (!lock(id, code)) (on ? permissions.add(code) : permissions.delete(code));
    put({ ...draft, permissions });
  };

  /** Saves one role; what somebody else saved first is answered instead. */
  const saveOne = async (draft: Draft): Promise<Rights | undefined> => {
    const params = { role_id: draft.base.id };
    let version = draft.base.version;
    try {
      if (differ(draft.base.permissions, draft.permissions).length) version = (await call(setRolePermissions, { params, version, body: { permissions: [...draft.permissions] as Permission[] } })).version;
      if (scopesChanged(draft).length) await call(setRoleVisibility, { params, version, body: draft.visibility });
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      return call(getRolePermissions, { params });
    }
  };
  /** Saves role by role; false when somebody else saved one first, which is then laid out to choose from. */
  const save = async () => {
    const done = new Set<string>();
    let clash: Conflict | undefined;
    setBusy(true);
    try {
      for (const draft of drafts().values()) {
        // oxlint-disable-next-line no-await-in-loop -- A clash stops here, and is settled before the next role.
        const theirs = await saveOne(draft);
        if (theirs) { clash = { draft, theirs }; break; }
        done.add(draft.base.id);
      }
    } finally {
      // What is saved stays on screen as a draft until it has been read anew, so that nothing flickers.
      await invalidate(...ROLE_PATHS);
      batch(() => {
        setDrafts((all) => new Map([...all].filter(([id]) => !done.has(id))));
        setConflict(clash);
        setBusy(false);
      });
    }
    return !clash;
  };
  /** Goes on from what the other one saved, with the chosen values on top. */
  const settle = (permissions: ReadonlySet<string>, visibility: Visibility) => {
    const { theirs } = conflict()!;
    setConflict(undefined);
    put({ base: theirs, permissions, visibility });
  };

  return {
    roles, query, rights, grant, lock, give, inheritedFrom, busy, save, conflict, settle,
    cancelConflict: () => setConflict(undefined),
    ready: () => roles().length > 0 && roles().every(({ id }) => saved().has(id)),
    toggle: (id: string, code: string) => give(id, [code], !now(id)?.permissions.has(code)),
    given: (id: string, codes: readonly string[]) => codes.filter((code) => now(id)?.permissions.has(code)).length,
    changed: (id: string, code: string) => { const draft = drafts().get(id); return Boolean(draft && draft.permissions.has(code) !== draft.base.permissions.includes(code)); },
    scope: (id: string, resource: keyof Visibility) => now(id)?.visibility[resource] ?? "all",
    setScope: (id: string, resource: keyof Visibility, scope: Visibility["lead"]) => { const draft = now(id); if (draft) put({ ...draft, visibility: { ...draft.visibility, [resource]: scope } }); },
    changes: () => [...drafts().values()].reduce((sum, draft) => sum + changesOf(draft), 0),
    discard: () => setDrafts(new Map()),
  };
}

const scopesChanged = ({ base, visibility }: Draft) => keysOf(visibility).filter((key) => visibility[key] !== base.visibility[key]);
const changesOf = (draft: Draft) => differ(draft.base.permissions, draft.permissions).length + scopesChanged(draft).length;
