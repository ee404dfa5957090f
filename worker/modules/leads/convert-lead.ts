import { sql } from "drizzle-orm";
import type * as z from "zod";
import { leadConversions, leads } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement, updateOne } from "#worker/kernel/db.ts";
import { decideAnew } from "#worker/kernel/decide-anew.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { recordsSeen } from "#worker/modules/activities/public.ts";
import { addChannels, joinCompany, newCompany, newContact } from "#worker/modules/contacts/public.ts";
import { type DealPlace, dealPlaceQuery, newDeal } from "#worker/modules/deals/public.ts";
import { joinWaitlist, link, lockPair, reserveNow } from "#worker/modules/inventory/public.ts";
import type { Reservation } from "#worker/modules/inventory/contract.ts";
import { type convertLead as ConvertLead, type Lead, leadEvents, type LeadMatch } from "./contract.ts";
import { companyOfContact, type KnownContact } from "./known-contact.ts";
import { conversionOf, leadById, unconverted } from "./leads.ts";
import { matchesQuery } from "./matches.ts";

type Wish = z.output<NonNullable<typeof ConvertLead.body>>;
type LeadRow = z.output<typeof Lead>;
type Match = z.output<typeof LeadMatch>;
interface Part { id: string | null; statements: Statement[] }
interface DealPart extends Part {
  readonly reservation: z.output<typeof Reservation> | null;
  /** The place in the waitlist, which only the commit can tell. */
  readonly last: Statement[];
}

/**
 * Turns a lead into a contact, and if wanted a company and a deal, all in one commit. A unit that another deal holds puts
 * the new deal on its waitlist. Of two conversions at once one wins; the other is told what the lead has become.
 */
export function convert(ctx: Ctx, lead_id: string, wish: Wish) {
  for (const [asked, permission] of [[wish.deal, "deal.create"], [wish.deal?.unit_id, "unit.reserve"]] as const)
    if (asked && !ctx.can(permission)) throw new AppError("FORBIDDEN", { permission });
  return decideAnew(async () => {
    const [rows, matches, places, conversions, chosen, units] = await ctx.read(
      leadById(lead_id), matchesQuery(lead_id), dealPlaceQuery(wish.deal ?? {}), conversionOf(lead_id), companyOfContact(lead_id, wish.contact_id), unitById(wish.deal?.unit_id));
    if (conversions[0]) throw new AppError("LEAD_CONVERTED", { conversion: conversions[0] });
    const before = unconverted(rows);
    const after = ctx.next(before, { status: "converted", disqualified_reason: null });

    const company = companyOf(ctx, wish, before);
    const contact = contactOf(ctx, wish, before, matches.rows, chosen.rows, company.id);
    const deal = dealOf(ctx, wish, before, { place: places.rows[0], unit: units.rows[0] }, contact.id!, company.id);
    const became = { contact_id: contact.id!, company_id: company.id, deal_id: deal.id };
    return ctx.commit(
      { lead: after, ...became, reservation: deal.reservation },
      // First, so that a second conversion waits here and is refused before it makes anything.
      updateOne(leads, before, { status: "converted", disqualified_reason: null, updated_at: after.updated_at }),
      ...company.statements, ...contact.statements, ...deal.statements,
      db.insert(leadConversions).values({ lead_id, ...became, converted_by: ctx.user_id, converted_at: ctx.now }),
      ctx.emit(leadEvents["lead.converted"], { lead_id, ...became }),
      ...deal.last,
    );
  });
}

function companyOf(ctx: Ctx, { company }: Wish, lead: LeadRow): Part {
  if (!company) return { id: null, statements: [] };
  if ("company_id" in company) return { id: company.company_id, statements: recordsSeen(ctx, [{ type: "company", id: company.company_id, path: "company.company_id" }]) };
  const made = newCompany(ctx, { name: company.name, country: lead.country, owner_user_id: lead.owner_user_id });
  return { id: made.company.id, statements: made.statements };
}

/** The contact that was chosen, or the one the lead matches, or a new one. Two that match leave the choice to the caller. */
function contactOf(ctx: Ctx, wish: Wish, lead: LeadRow, matches: readonly Match[], known: readonly KnownContact[], company_id: string | null): Part {
  const matching = [...new Set(matches.map((m) => m.contact_id))];
  if (!wish.contact_id && matching.length > 1)
    throw new AppError("DUPLICATE", {
      reason: "Several contacts match this lead. Choose one with contact_id.",
      duplicates: matches.map((m) => ({ type: "contact", id: m.contact_id, reason: m.reason, label: m.full_name })),
    });
  const id = wish.contact_id ?? matching[0];
  if (id) {
    const contact = known.find((k) => k.id === id);
    if (!contact) throw invalid("contact_id", "There is no such contact.");
    const missing = { email: matches.some((m) => m.reason === "email") ? null : lead.email, phone: matches.some((m) => m.reason === "phone") ? null : lead.phone_e164 };
    return { id, statements: [...addChannels(ctx, id, missing), ...(company_id && !contact.company_id ? joinCompany(ctx, contact, company_id) : [])] };
  }
  const { contact, statements } = newContact(ctx, {
    first_name: lead.first_name, last_name: lead.last_name, email: lead.email, phone_e164: lead.phone_e164,
    company_id, owner_user_id: lead.owner_user_id, notes: lead.notes,
  });
  return { id: contact.id, statements };
}

interface Unit extends Record<string, unknown> { price_minor: number; currency: string; status: string }
const unitById = (id: string | undefined) => db.execute<Unit>(sql`select price_minor::float8 as price_minor, currency, status from units where id = ${id ?? null}`);

/** A deal of what the unit costs, or of the lead's budget, unless told otherwise; its unit is reserved, or waited for. */
function dealOf(ctx: Ctx, { deal: wanted }: Wish, lead: LeadRow, { place, unit }: { place: DealPlace | undefined; unit: Unit | undefined }, contact_id: string, company_id: string | null): DealPart {
  if (!wanted) return { id: null, statements: [], reservation: null, last: [] };
  const known = unit ?? { price_minor: lead.budget_minor, currency: lead.currency };
  const { deal, statements } = newDeal(ctx, place, {
    name: wanted.name ?? [lead.full_name, lead.interest].filter(Boolean).join(" – ").slice(0, 200),
    amount_minor: wanted.amount_minor ?? known.price_minor ?? undefined,
    currency: wanted.currency ?? known.currency ?? undefined,
    owner_user_id: lead.owner_user_id ?? ctx.user_id,
    contacts: [{ contact_id, role: "decision_maker" }],
    companies: company_id ? [{ company_id, role: "primary" }] : [],
  });
  const limited = ctx.within("deals.max", ...statements);
  if (!wanted.unit_id) return { id: deal.id, statements: limited, reservation: null, last: [] };
  const claim = { unit_id: wanted.unit_id, deal_id: deal.id };
  const around = (statements: Statement[]) => [...limited, ...lockPair(claim, "deal_id"), ...statements, link(ctx, claim)];
  if (unit?.status === "reserved") {
    const { reservation, statements: joined, position } = joinWaitlist(ctx, claim);
    return { id: deal.id, statements: around(joined), reservation, last: [ctx.learn(["reservation", "position"], position)] };
  }
  // Taken since it was read: CONFLICT, and decided anew.
  const { reservation, statements: reserved } = reserveNow(ctx, claim, "CONFLICT");
  return { id: deal.id, statements: around(reserved), reservation, last: [] };
}
