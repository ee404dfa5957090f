import { type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { unitReservations, type UnitStatus } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, many, type Statement } from "#worker/kernel/db.ts";
import type { ErrorCode } from "#worker/kernel/errors.ts";
import { inventoryEvents, type Reservation } from "./contract.ts";

export interface Claim {
  readonly unit_id: string;
  readonly deal_id: string;
  /** What the deal pays; the unit's own price unless given. */
  readonly price_minor?: number | undefined;
  readonly expires_at?: string | undefined;
}

/** Which id of a claim is the address of the request: a missing one is 404, any other 422. */
export type Addressed = "unit_id" | "deal_id";

const missing = (field: string, addressed: Addressed) =>
  field === addressed ? "NOT_FOUND" : `VALIDATION_FAILED ${JSON.stringify({ issues: [{ path: field, message: "There is no such record." }] })}`;
/** Refuses with the first of these that is not null, computed after the statements before it. */
const refuseIf = (refusal: SQL): Statement => db.execute(sql`select case when r.refusal is null then true else app.fail(r.refusal) end from (select ${refusal} as refusal) r`);

/**
 * Locks the deal, then the unit: always in this order, so that two verbs never wait for each other. What follows in the
 * commit sees both as they are. Refuses a closed deal and another currency.
 */
export function lockPair({ unit_id, deal_id }: Claim, addressed: Addressed): Statement[] {
  const currencies = sql`(select 'VALIDATION_FAILED ' || json_build_object('issues', json_build_array(json_build_object('path', ${addressed === "unit_id" ? "deal_id" : "unit_id"}::text,
    'message', 'The unit is priced in ' || u.currency || ', the deal in ' || d.currency || '.'))) from units u, deals d where u.id = ${unit_id} and d.id = ${deal_id} and u.currency <> d.currency)`;
  return [
    db.execute(sql`select from deals where id = ${deal_id} for no key update`),
    db.execute(sql`select from units where id = ${unit_id} for no key update`),
    refuseIf(sql`case when not exists (select from deals where id = ${deal_id}) then ${missing("deal_id", addressed)}::text
      when not exists (select from units where id = ${unit_id}) then ${missing("unit_id", addressed)}::text
      when (select status from deals where id = ${deal_id}) <> 'open' then 'DEAL_CLOSED'
      else ${currencies} end`),
  ];
}

/**
 * Links the unit to the deal at its price. A deal whose amount is the sum of its units goes on being that. The deal's
 * version changes with its units, so that nobody closes it on an older list of them.
 */
export const link = (ctx: Pick<Ctx, "now">, { unit_id, deal_id, price_minor }: Claim): Statement => {
  const price = sql`${price_minor ?? null}::bigint`;
  return db.execute(sql`with before as (
      select coalesce(sum(price_minor), 0) as total, coalesce(sum(price_minor) filter (where unit_id = ${unit_id}), 0) as mine from unit_deals where deal_id = ${deal_id}),
    linked as (
      insert into unit_deals (unit_id, deal_id, price_minor) select id, ${deal_id}::uuid, coalesce(${price}, price_minor) from units where id = ${unit_id}
      on conflict (tenant_id, unit_id, deal_id) do update set price_minor = coalesce(${price}, unit_deals.price_minor) returning price_minor)
    update deals d set amount_minor = case d.amount_minor when b.total then b.total - b.mine + l.price_minor else d.amount_minor end, version = d.version + 1, updated_at = ${ctx.now}
    from before b, linked l where d.id = ${deal_id}`);
};

/** A unit that is neither free nor taken says which it is; one that is `other` is refused with that code. */
const unlessStatus = (unit_id: string, wanted: UnitStatus, other: UnitStatus, code: ErrorCode): Statement =>
  refuseIf(sql`(select case status when ${wanted} then null when ${other} then ${code}::text else 'UNIT_UNAVAILABLE ' || json_build_object('status', status) end from units where id = ${unit_id})`);

const setUnit = (ctx: Pick<Ctx, "now">, unit_id: string, status: UnitStatus): Statement =>
  db.execute(sql`update units set status = ${status}, version = version + 1, updated_at = ${ctx.now} where id = ${unit_id}`);

const row = (ctx: Ctx, { unit_id, deal_id, expires_at }: Claim, status: "active" | "waitlisted") =>
  ctx.fresh({ unit_id, deal_id, status, reserved_by_user_id: ctx.user_id, expires_at: expires_at ?? null });
const shown = ({ id, unit_id, deal_id, status, expires_at }: ReturnType<typeof row>, position: number | null): z.output<typeof Reservation> => ({ id, unit_id, deal_id, status, position, expires_at });

/**
 * Reserves a free unit whose row the commit has locked; `taken` when another deal is first. The partial unique index
 * is the last wall: two active reservations of a unit cannot be stored.
 */
export function reserveNow(ctx: Ctx, claim: Claim, taken: "UNIT_RESERVED" | "CONFLICT" = "UNIT_RESERVED"): { reservation: z.output<typeof Reservation>; statements: Statement[] } {
  const reservation = row(ctx, claim, "active");
  const { unit_id, deal_id } = claim;
  return {
    reservation: shown(reservation, null),
    statements: [
      unlessStatus(unit_id, "available", "reserved", taken),
      db.insert(unitReservations).values(reservation),
      setUnit(ctx, unit_id, "reserved"),
      ctx.emit(inventoryEvents["unit.reserved"], { unit_id, deal_id, reservation_id: reservation.id }),
      ctx.emit(inventoryEvents["unit.status.changed"], { unit_id, from: "available", to: "reserved" }),
    ],
  };
}

/** Puts the deal at the end of the waitlist of a reserved unit; CONFLICT when it has become free meanwhile. */
export function joinWaitlist(ctx: Ctx, claim: Claim): { reservation: z.output<typeof Reservation>; statements: Statement[]; position: SQL<number> } {
  const reservation = row(ctx, claim, "waitlisted");
  const { unit_id, deal_id } = claim;
  return {
    reservation: shown(reservation, 1),
    position: sql<number>`select count(*) from unit_reservations r, unit_reservations mine where mine.id = ${reservation.id} and r.unit_id = mine.unit_id and r.status = 'waitlisted' and r.queue_number <= mine.queue_number`,
    statements: [
      unlessStatus(unit_id, "reserved", "available", "CONFLICT"),
      db.insert(unitReservations).values(reservation),
      setUnit(ctx, unit_id, "reserved"),
      ctx.emit(inventoryEvents["unit.waitlisted"], { unit_id, deal_id, reservation_id: reservation.id }),
    ],
  };
}

export interface Queued { readonly id: string; readonly deal_id: string; readonly status: "active" | "waitlisted"; readonly expires_at: string | null }
/** A unit with who holds it and who waits, in order. */
export interface HeldUnit extends Record<string, unknown> {
  readonly unit_id: string; readonly version: number; readonly status: UnitStatus; readonly code: string; readonly currency: string;
  /** What the deal asked about pays; null when it is not linked. */
  readonly price_minor: number | null;
  readonly queue: readonly Queued[];
}

/** Units with their queues: those linked to a deal, or those named. Their versions guard what is decided from it. */
export const heldUnitsQuery = (of: { deal_id: string } | { unit_ids: readonly string[] }) =>
  db.execute<HeldUnit>(sql`select u.id as unit_id, u.version, u.status, u.code, u.currency, ${"deal_id" in of ? sql`ud.price_minor::float8` : sql`null::float8`} as price_minor,
      (select coalesce(json_agg(json_build_object('id', r.id, 'deal_id', r.deal_id, 'status', r.status,
        'expires_at', to_char(r.expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by r.queue_number), '[]')
       from unit_reservations r where r.unit_id = u.id and r.status in ('active', 'waitlisted')) as queue
    from ${"deal_id" in of ? sql`unit_deals ud join units u on u.id = ud.unit_id where ud.deal_id = ${of.deal_id}` : sql`units u where u.id = any(${many(of.unit_ids, "uuid")})`} order by u.id`);

/** Sets units that are still at the versions read; CONFLICT when anything about one, its queue included, has changed. */
export function setUnits(ctx: Pick<Ctx, "now">, changes: readonly { unit_id: string; version: number; status: UnitStatus }[]): Statement[] {
  if (!changes.length) return [];
  const ids = many(changes.map((c) => c.unit_id), "uuid"), json = JSON.stringify(changes);
  return [
    db.execute(sql`select from units where id = any(${ids}) order by id for no key update`),
    db.execute(sql`with hit as (update units u set status = c.status, version = u.version + 1, updated_at = ${ctx.now}
        from jsonb_to_recordset(${json}::jsonb) as c(unit_id uuid, version int, status text) where u.id = c.unit_id and u.version = c.version returning u.id)
      select case when (select count(*) from hit) = ${changes.length} then true else app.fail('CONFLICT') end`),
  ];
}

/** Ends or promotes reservations by id. */
export const setReservations = (ctx: Pick<Ctx, "now">, ids: readonly string[], status: "released" | "completed"): Statement[] =>
  ids.length ? [db.execute(sql`update unit_reservations set status = ${status}, ended_at = ${ctx.now}, version = version + 1, updated_at = ${ctx.now} where id = any(${many(ids, "uuid")})`)] : [];
