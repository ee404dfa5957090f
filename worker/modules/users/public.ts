import { and, eq, type SQL, sql } from "drizzle-orm";
import { userProfiles, users } from "#db/schema/identity.ts";
import { db } from "#worker/kernel/db.ts";

export { tenantDefaults } from "./dictionaries.ts";

/** Active users among these ids, with what a message to them needs. The ids are a select of one column, or an array. */
export const recipientsQuery = (user_ids: SQL) =>
  db.select({ user_id: users.id, email: users.email, full_name: userProfiles.full_name, locale: userProfiles.locale })
    .from(users)
    .innerJoin(userProfiles, and(eq(userProfiles.tenant_id, users.tenant_id), eq(userProfiles.id, users.id)))
    .where(and(eq(users.status, "active"), sql`${users.id} = any(${user_ids})`));
