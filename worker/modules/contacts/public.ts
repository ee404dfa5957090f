import { companies, contacts } from "#db/schema/contacts.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { ownership } from "#worker/kernel/ownership.ts";
import { type CompanyInput, type ContactInput, draftCompany, draftContact } from "./new-contact.ts";

export { eraseContacts } from "./erase.ts";
export { addChannels, joinCompany } from "./extend-contact.ts";

/** Relationships do not close: every contact and company is open. */
export const contactOwnership = ownership(contacts);
export const companyOwnership = ownership(companies);

/** A contact with its channels, to be stored by the caller's commit within the plan's limit. A used address refuses it: DUPLICATE, `contact_channels_value_key`. */
export function newContact(ctx: Ctx, body: ContactInput) {
  const { contact, statements } = draftContact(ctx, body);
  return { contact, statements: ctx.within("contacts.max", ...statements) };
}

/** A company, to be stored by the caller's commit within the plan's limit. */
export function newCompany(ctx: Ctx, body: CompanyInput) {
  const { company, statements } = draftCompany(ctx, body);
  return { company, statements: ctx.within("companies.max", ...statements) };
}
