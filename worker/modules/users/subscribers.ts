import { eq, sql } from "drizzle-orm";
import { userProfiles } from "#db/schema/identity.ts";
import { db } from "#worker/kernel/db.ts";
import { on } from "#worker/kernel/events.ts";
import { authEvents } from "#worker/modules/auth/contract.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { userEvents } from "./contract.ts";
import { seatsQuery } from "./seats.ts";

const admins = sql`array(select ur.user_id from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id where r.code in ('super_admin', 'admin'))`;

const nameQuery = (user_id: string) => db.select({ full_name: userProfiles.full_name }).from(userProfiles).where(eq(userProfiles.id, user_id));

export const userSubscribers = [
  // Counted after the commit, not in it: of two invitations at the same moment neither sees the other.
  on(userEvents["user.invited"], "users.notice-full-seats", async (ctx) => {
    const [[seats]] = await ctx.read(seatsQuery());
    if (seats && seats.used >= seats.limit) await ctx.commit(null, ctx.emit(userEvents["tenant.seat.limit_reached"], seats));
  }),
  on(userEvents["tenant.seat.limit_reached"], "users.tell-admins-of-full-seats", async (ctx, { payload: { limit } }) => {
    const [recipients] = await ctx.read(recipientsQuery(admins));
    if (recipients.length) await ctx.commit(null, ...notifyUsers(ctx, { recipients, template_code: "tenant.seats_full", payload: { limit }, link_url: "/users" }));
  }),
  on(userEvents["user.deactivated"], "users.tell-successor", async (ctx, { actor_id, payload: { user_id, reassigned_to_user_id, reassigned } }) => {
    if (!reassigned_to_user_id || actor_id === `user:${reassigned_to_user_id}` || !Object.values(reassigned).some(Boolean)) return;
    const [recipients, [member]] = await ctx.read(recipientsQuery(sql`array[${reassigned_to_user_id}]::uuid[]`), nameQuery(user_id));
    if (recipients.length && member) await ctx.commit(null, ...notifyUsers(ctx, { recipients, template_code: "user.records_received", payload: { from_name: member.full_name, ...reassigned }, link_url: "/deals", meta: { user_id } }));
  }),
  on(authEvents["user.created"], "users.tell-inviter", async (ctx, { payload: { user_id } }) => {
    const [recipients, [member]] = await ctx.read(
      recipientsQuery(sql`array(select inviter_id from invites where user_id = ${user_id} and accepted_at is not null)`),
      nameQuery(user_id),
    );
    if (recipients.length && member) await ctx.commit(null, ...notifyUsers(ctx, { recipients, template_code: "user.joined", payload: { member_name: member.full_name }, link_url: `/users/${user_id}`, meta: { user_id } }));
  }),
];
