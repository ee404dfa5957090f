import { eq, type SQL, sql } from "drizzle-orm";
import { eventEffects, idempotencyKeys } from "#db/schema/kernel.ts";
import { Accepted } from "./accepted.ts";
import { atMost, auditEntry, db, lookAs, many, type Rows, type Sees, send, type Statement, type Who } from "./db.ts";
import { AppError } from "./errors.ts";
import { newId } from "./ids.ts";
import type { EventType, LimitKey } from "./resource.ts";

export interface Emitted {
  readonly id: string;
  readonly type: EventType;
  readonly payload: unknown;
}

/** What a signed-in person may do. Kept by the tenant gate; a change to it binds on the next request. */
export interface AccessSnapshot {
  readonly user_id: string;
  readonly locale: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
  /** Whose records they see, where that is not everybody's. */
  readonly sees: Sees | null;
  /** Modules that the tenant has switched off: none of their routes answers. */
  readonly modules_off: readonly string[];
  /** Whether they have a second factor, must have one, and until when they may work without. */
  readonly mfa: { readonly enrolled: boolean; readonly required: boolean; readonly grace_ends_at: string };
}

export interface CtxSpec extends Omit<Who, "role" | "tenant_id"> {
  readonly tenant_id: string;
  readonly now: string;
  /** Names the work in error messages meant for us. */
  readonly label: string;
  /** Null for the system itself: schedulers, consumers. */
  readonly access: AccessSnapshot | null;
  readonly session_id?: string | undefined;
  readonly if_match?: number | undefined;
  readonly idempotency?: { readonly key: string; readonly request_hash: string } | undefined;
  /** Makes a commit happen at most once for this event and subscriber. */
  readonly effect?: { readonly event_id: string; readonly subscriber: string } | undefined;
  readonly limit?: LimitKey | undefined;
  readonly mayCommit: boolean;
  /** Holds an answer to its contract; what it gives back is what is sent. */
  readonly check: (answer: unknown) => unknown;
  /** Told of every event after its commit. */
  readonly committed: (ctx: Ctx, events: readonly Emitted[]) => Promise<void>;
}

interface Versioned { id: string; version: number; updated_at: string }
type Batch = readonly [Statement, ...Statement[]];

/** What a verb may do: read once, decide, commit once. A refused commit may be followed by another read and commit. */
export interface Ctx extends Omit<CtxSpec, "committed" | "check" | "mayCommit" | "limit" | "effect" | "label"> {
  /** Null when the system acts. */
  readonly user_id: string | null;
  can(permission: string): boolean;
  /** Runs the queries in one read-only transaction, in one round trip. They find what the caller may see. */
  read<T extends Batch>(...queries: T): Promise<Rows<T>>;
  /** A further read, one more round trip, where the first one's answer decides what to ask. Says why no join could. */
  readAgain<T extends Batch>(why: string, ...queries: T): Promise<Rows<T>>;
  /** An audit row for a sensitive read (an export, a disclosure), written at once: what follows is on record even if it fails. */
  witness(action: string, entity_type: string, entity_id: string | null, data?: object): Promise<void>;
  /** A new row: its id, version and times are made here, so no RETURNING is needed. */
  fresh<T extends object>(values: T): T & { id: string; version: number; created_at: string; updated_at: string };
  /** The row as it will be after updateOne. PRECONDITION_FAILED when the caller's If-Match names another version. */
  next<T extends Versioned>(row: T, patch: Partial<T>): T;
  /**
   * The same context for statements made on behalf of a user who asked for them earlier: new rows are theirs, reads find
   * what the tenant has, and the If-Match of this request is not about what they change. Who commits is still who acts.
   */
  actingFor(user_id: string): Ctx;
  /** Within a commit, which sees all of the tenant: these statements find only what the caller may see. */
  seeing(...statements: Statement[]): Statement[];
  /** Within a commit, changes that the caller's plan limits, where it is the verb that knows and not its route's `limit`. */
  within(key: LimitKey, ...changes: Statement[]): Statement[];
  /** A domain event, to pass to commit. Its subjects are the records its payload names (`lead_id`, `deal_id`…). */
  emit<T>(event: EventType<T>, payload: NoInfer<T>): Statement;
  /** The same where only the commit can tell: one event for each row that the query finds, whose columns are its payload. */
  emitFound<T>(event: EventType<T>, query: SQL): Statement;
  /** The last statement of a commit whose answer holds, at `path`, a number that only the commit itself can tell. */
  learn(path: readonly string[], value: SQL<number>): Statement;
  /**
   * Runs the statements in one transaction, in one round trip, and gives back the answer. The answer comes first
   * because it is known first: it is held to its contract before anything is written, and stored with the
   * idempotency key in the same transaction.
   */
  commit<A>(answer: A, ...statements: Statement[]): Promise<A>;
}

export interface OpenCtx extends Ctx {
  readonly outcome: { readonly answer: unknown } | undefined;
  /** Round trips to the database so far. */
  readonly trips: number;
  /** The answer already given to this idempotency key, if any. */
  replay(): Promise<{ answer: unknown } | undefined>;
}

const SUBJECTS: Record<string, string> = {
  lead_id: "lead", contact_id: "contact", company_id: "company", deal_id: "deal", unit_id: "unit", project_id: "project", building_id: "building", user_id: "user", message_id: "message",
};

function logEvent({ id, type, payload }: Emitted): Statement {
  const subjects = Object.entries(payload as Record<string, unknown>).filter(([key, value]) => SUBJECTS[key] && typeof value === "string");
  const links = JSON.stringify(subjects.map(([key, value]) => ({ t: SUBJECTS[key], i: value })));
  return db.execute(sql`with logged as (insert into event_log (id, name, payload) values (${id}, ${type.name}, ${JSON.stringify(payload)}::jsonb) returning id)
    insert into event_subjects (subject_type, subject_id, event_id) select s.t, s.i, logged.id from logged, jsonb_to_recordset(${links}::jsonb) as s(t text, i uuid)`);
}

/** Events whose payloads are the rows of a query. Their ids are of now, like those made here. The statement gives them back. */
function logFound(type: EventType, query: SQL): Statement {
  return db.execute(sql`with found as (select (${newId().slice(0, 19)} || substr(gen_random_uuid()::text, 20))::uuid as id, to_jsonb(f) as payload from (${query}) f),
      logged as (insert into event_log (id, name, payload) select id, ${type.name}, payload from found returning id, payload),
      linked as (insert into event_subjects (subject_type, subject_id, event_id) select s.value, (logged.payload->>s.key)::uuid, logged.id
        from logged, jsonb_each_text(${JSON.stringify(SUBJECTS)}::jsonb) s where logged.payload->>s.key is not null)
    select id, payload from logged`);
}

function put(answer: unknown, path: readonly string[], value: number): void {
  const holder = path.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], answer) as Record<string, unknown>;
  holder[path.at(-1)!] = value;
}

/** Opens the context of one piece of work: a request, or one delivery of an event to a subscriber. */
export function openCtx(spec: CtxSpec): OpenCtx {
  const made = new Map<Statement, Emitted>(), found = new Map<Statement, EventType>(), learned = new Map<Statement, { path: readonly string[]; value: SQL<number> }>();
  const who: Who = { role: "app_tenant", tenant_id: spec.tenant_id, actor_id: spec.actor_id, request_id: spec.request_id, ip: spec.ip, user_agent: spec.user_agent };
  let read = false, trips = 0, outcome: { answer: unknown } | undefined;
  const eyes = spec.access?.sees ? [lookAs(spec.access.user_id, spec.access.sees)] : [];
  const look = async <T extends Batch>(queries: T) => (await send("read", who, [...eyes, ...queries])).slice(eyes.length) as unknown as Rows<T>;
  /** These are mistakes in a verb, not in a request: no caller should ever see one outside a test. */
  const insist = (rule: boolean, message: string) => {
    if (!rule) throw new Error(`${spec.label} ${message}`);
  };

  const grown: Ctx["next"] = (row, patch) => ({ ...row, ...patch, version: row.version + 1, updated_at: spec.now });

  const again = (through: typeof look): Ctx["readAgain"] => async (_why, ...queries) => {
    insist(read && !outcome, "reads again before it has read, or after its commit");
    trips++;
    return through(queries);
  };

  const ctx: OpenCtx = {
    ...spec,
    user_id: spec.access?.user_id ?? null,
    get outcome() {
      return outcome;
    },
    get trips() {
      return trips;
    },
    can: (permission) => !spec.access || spec.access.permissions.includes(permission),
    async read(...queries) {
      insist(!read && !outcome, "reads twice: put every query in one ctx.read");
      read = true;
      trips++;
      return look(queries);
    },
    readAgain: again(look),
    seeing: (...statements) => (eyes.length ? [...eyes, ...statements, lookAs(null, null)] : statements),
    async witness(...entry) {
      trips++;
      await send("write", who, [auditEntry(...entry)]);
    },
    fresh: (values) => ({ id: newId(), version: 1, created_at: spec.now, updated_at: spec.now, ...values }),
    next(row, patch) {
      if (spec.if_match !== undefined && spec.if_match !== row.version) throw new AppError("PRECONDITION_FAILED", { version: row.version });
      return grown(row, patch);
    },
    actingFor: (user_id) => ({ ...ctx, user_id, if_match: undefined, next: grown, seeing: (...statements) => statements, readAgain: again((queries) => send("read", who, queries)) }),
    within: (key, ...changes) => atMost(spec.access?.limits[key], key, ...changes),
    emit(type, payload) {
      const event: Emitted = { id: newId(), type: type as EventType, payload: type.payload.parse(payload) };
      const statement = logEvent(event);
      made.set(statement, event);
      return statement;
    },
    emitFound(type, query) {
      const statement = logFound(type as EventType, query);
      found.set(statement, type as EventType);
      return statement;
    },
    learn(path, value) {
      const statement = db.execute(sql`select (${value})::int as learned`);
      learned.set(statement, { path, value });
      return statement;
    },
    async commit(answer, ...statements) {
      insist(spec.mayCommit, "is a read and may not commit");
      insist(!outcome, "commits twice: one verb is one transaction");
      const checked = spec.check(answer);
      const last = statements.at(-1)!, late = learned.get(last);
      const accepted = checked instanceof Accepted, plain = accepted ? checked.data : checked;
      const kept = late ? sql`jsonb_set(${JSON.stringify(plain)}::jsonb, ${many(late.path, "text")}, to_jsonb((${late.value})::int))` : plain;
      const store = spec.idempotency ? [db.insert(idempotencyKeys).values({ ...spec.idempotency, answer: kept, accepted })] : [];
      const all = [
        ...(late ? [] : store),
        ...(spec.effect ? [db.insert(eventEffects).values(spec.effect)] : []),
        ...(spec.limit ? ctx.within(spec.limit, ...statements) : statements),
        ...(late ? store : []),
      ];
      let results: readonly unknown[];
      trips++;
      try {
        results = await send("write", who, all);
        if (late) put(checked, late.path, (results[all.indexOf(last)] as unknown as { rows: [{ learned: number }] }).rows[0].learned);
      } catch (error) {
        read = false;
        throw error;
      }
      outcome = { answer: checked };
      const ofFound = (s: Statement) => (results[all.indexOf(s)] as { rows: Pick<Emitted, "id" | "payload">[] }).rows.map((row) => ({ ...row, type: found.get(s)! }));
      await spec.committed(ctx, statements.flatMap((s) => (found.has(s) ? ofFound(s) : (made.get(s) ?? []))));
      return answer;
    },
    async replay() {
      if (!spec.idempotency) return undefined;
      trips++;
      const { key, request_hash } = spec.idempotency;
      const [[stored]] = await send("read", who, [db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key))] as const);
      if (stored && stored.request_hash !== request_hash) throw new AppError("IDEMPOTENCY_MISMATCH");
      return stored && { answer: stored.accepted ? new Accepted(stored.answer) : stored.answer };
    },
  };
  return ctx;
}
