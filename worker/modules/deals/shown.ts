import { eq, isNull, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { deals } from "#db/schema/deals.ts";
import { columns, db } from "#worker/kernel/db.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { recordsExist, recordsSeen } from "#worker/modules/activities/public.ts";
import { pendingApproval } from "#worker/modules/approvals/public.ts";
import { Deal, type DealParties } from "./contract.ts";

export const shown = columns(deals, Deal);
export const dealById = (id: string) => db.select(shown).from(deals).where(eq(deals.id, id));

type Parties = Partial<z.output<typeof DealParties>>;
const named = ({ contacts = [], companies = [] }: Parties) => [
  ...contacts.map(({ contact_id }, i) => ({ type: "contact" as const, id: contact_id, path: `contacts.${i}.contact_id` })),
  ...companies.map(({ company_id }, i) => ({ type: "company" as const, id: company_id, path: `companies.${i}.company_id` })),
];
/** Fails the commit where the caller does not see somebody whom they make a party to a deal. */
export const partiesSeen = (ctx: Ctx, parties: Parties) => recordsSeen(ctx, named(parties));
/** The same for a commit that does not write them, so that no foreign key would tell. */
export const partiesExist = (ctx: Ctx, parties: Parties) => recordsExist(ctx, named(parties));

type Named = { id: string; name: string } | null;
/** What a card shows beside the deal: its first contact and company, its first unit, and how many units there are. */
export const card = {
  ...shown,
  contact: sql<Named>`(select json_build_object('id', c.id, 'name', c.full_name) from deal_contacts dc join contacts c on c.id = dc.contact_id where dc.deal_id = deals.id order by dc.role, c.full_name limit 1)`,
  company: sql<Named>`(select json_build_object('id', c.id, 'name', c.name) from deal_companies dc join companies c on c.id = dc.company_id where dc.deal_id = deals.id order by dc.role, c.name limit 1)`,
  unit: sql<{ id: string; code: string; project_name: string } | null>`(select json_build_object('id', u.id, 'code', u.code, 'project_name', p.name) from unit_deals ud join units u on u.id = ud.unit_id join projects p on p.id = u.project_id where ud.deal_id = deals.id order by u.code, u.id limit 1)`,
  units_count: sql<number>`(select count(*)::int from unit_deals ud where ud.deal_id = deals.id)`,
  pending_approval: pendingApproval("deal", sql`deals.id`),
};

export const ownedBy = (owner: string | undefined): SQL | undefined => (owner === "none" ? isNull(deals.owner_user_id) : owner ? eq(deals.owner_user_id, owner) : undefined);
export const matching = (q: string | undefined): SQL | undefined => (q ? sql`${deals.id} in (select app.search_deals(${q}))` : undefined);
