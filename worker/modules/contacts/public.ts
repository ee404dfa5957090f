import { companies, contacts } from "#db/schema/contacts.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { atMost, type Statement } from "#worker/kernel/db.ts";
import { ownership } from "#worker/kernel/ownership.ts";
import type { LimitKey } from "#worker/kernel/resource.ts";
import { type CompanyInput, type ContactInput, draftCompany, draftContact } from "./new-contact.ts";

export { eraseContacts } from "./erase.ts";
export { addChannels, joinCompany } from "./extend-contact.ts";

/** Relationships do not close: every contact and company is open. */
export const contactOwnership = ownership(contacts);
export const companyOwnership = ownership(companies);

/** The plan's limit travels with the statements, because the caller's own route counts something else. */
function within(ctx: Ctx, key: LimitKey, statements: Statement[]): Statement[] {
  const max = ctx.access?.limits[key];
  if (max === undefined) return statements;
  const limit = atMost(max, key);
  return [limit.lock, ...statements, limit.check];
}

/** A contact with its channels, to be stored by the caller's commit within the plan's limit. A used address refuses it: DUPLICATE, `contact_channels_value_key`. */
export function newContact(ctx: Ctx, body: ContactInput) {
  const { contact, statements } = draftContact(ctx, body);
  return { contact, statements: within(ctx, "contacts.max", statements) };
}

/** A company, to be stored by the caller's commit within the plan's limit. */
export function newCompany(ctx: Ctx, body: CompanyInput) {
  const { company, statements } = draftCompany(ctx, body);
  return { company, statements: within(ctx, "companies.max", statements) };
}
