import { and, eq, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { userProfiles, users } from "#db/schema/identity.ts";
import { db } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { OwnTemplate } from "../templates/resolve.ts";
import type { OwnPrefs, PoliciesValue, Prefs, To } from "./routing-contract.ts";
import { Policies } from "./routing-contract.ts";

export type Locale = "en" | "ar";
export type Address = "email" | "sms" | "whatsapp";

/** Everything that decides how somebody is told, as `app.recipient_facts` finds it. */
export interface Facts {
  readonly user: { readonly id: string; readonly full_name: string; readonly locale: Locale; readonly timezone: string | null } | null;
  readonly contact: { readonly id: string; readonly full_name: string; readonly locale: Locale | null } | null;
  readonly tenant: { readonly name: string; readonly locale: Locale; readonly timezone: string; readonly country: string; readonly weekend: readonly number[] | null };
  readonly addresses: Readonly<Record<Address, string | null>>;
  readonly policies: Partial<PoliciesValue>;
  readonly prefs: z.output<typeof OwnPrefs>;
  readonly snooze_until: string | null;
  readonly groups: readonly { readonly name: string; readonly prefs: z.output<typeof Prefs> }[];
  readonly consents: readonly Address[];
  readonly suppressed: readonly { readonly channel: Address; readonly reason: string; readonly scope: "all" | "marketing" }[];
  /** Messages a month; null: as many as they like. */
  readonly caps: Readonly<Record<"sms" | "whatsapp", number | null>>;
  readonly features: readonly string[];
  /** The tenant's own words for inbox entries, which are made at once; those of messages are looked up when they are sent. */
  readonly inbox_templates: readonly OwnTemplate[];
}

/** A user as notifyUsers takes them. */
export interface Recipient { readonly user_id: string; readonly email: string; readonly full_name: string; readonly locale: string; readonly facts: Facts }

/**
 * Active users among these ids, with what decides how they are told. The ids are a select of one column, or an array.
 * `phone` takes the place of the verified one. For ctx.read.
 */
export const recipientsQuery = (user_ids: SQL, phone: SQL | string | null = null) =>
  db.select({ user_id: users.id, email: users.email, full_name: userProfiles.full_name, locale: userProfiles.locale, facts: sql<Facts>`app.recipient_facts(${users.id}, null, null, ${phone})` })
    .from(users)
    .innerJoin(userProfiles, and(eq(userProfiles.tenant_id, users.tenant_id), eq(userProfiles.id, users.id)))
    .where(and(eq(users.status, "active"), sql`${users.id} = any(${user_ids})`));

type Wanted = { user_id?: string; contact_id?: string; email?: string | undefined; phone?: string | undefined };
const Email = z.email(), Phone = z.e164();

/** An address is an email or an E.164 number, whatever the channel it is for. */
export function wantedOf(to: z.output<typeof To>): Wanted {
  if (typeof to !== "string") return to;
  if (Email.safeParse(to.toLowerCase()).success) return { email: to.toLowerCase() };
  const phone = to.replace(/[\s().-]/g, "");
  if (Phone.safeParse(phone).success) return { phone };
  throw new AppError("VALIDATION_FAILED", { issues: [{ path: "to", message: "Give an email address or a phone with its country code, as +201001234567." }] });
}

/** The facts about one recipient. For ctx.read; `factsOf` reads the answer. */
export const factsQuery = ({ user_id, contact_id, email, phone }: Wanted) =>
  db.execute<{ facts: Facts }>(sql`select app.recipient_facts(${user_id ?? null}::uuid, ${contact_id ?? null}::uuid, ${email ?? null}, ${phone ?? null}) as facts`);

/** NOT_FOUND when a user or contact was named and is not there, or not the caller's to see. */
export function factsOf({ rows: [row] }: { rows: readonly { facts: Facts }[] }, { user_id, contact_id }: Wanted): Facts {
  const { facts } = row!;
  if ((user_id && !facts.user) || (contact_id && !facts.contact)) throw new AppError("NOT_FOUND");
  return facts;
}

/** The tenant's policies, with the product's where it has none. What was stored before a policy existed stays readable. */
export const policiesOf = ({ policies }: Pick<Facts, "policies">): PoliciesValue => Policies.parse(policies);
