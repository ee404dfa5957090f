import { sql } from "drizzle-orm";
import { assert, db, type Statement } from "#worker/kernel/db.ts";

/** Around a change of roles: two owners who step down at the same moment do so one after another, and one of them stays. */
export const keepingAnOwner = (...changes: Statement[]): Statement[] => [
  db.execute(sql`select pg_advisory_xact_lock(hashtextextended('owners' || app.tenant_id(), 0))`),
  ...changes,
  assert(sql`exists (select from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id
    join users u on u.tenant_id = ur.tenant_id and u.id = ur.user_id where r.code = 'super_admin' and u.status = 'active')`, "LAST_OWNER"),
];
