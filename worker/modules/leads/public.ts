import { inArray } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import { ownership } from "#worker/kernel/ownership.ts";

export { eraseLeads } from "./erase.ts";

/** Leads that somebody still works on. */
export const leadOwnership = ownership(leads, inArray(leads.status, ["new", "contacted", "qualified"]));
