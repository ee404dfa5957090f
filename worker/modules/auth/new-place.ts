import { and, desc, eq, ne, sql } from "drizzle-orm";
import { sessions } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { deviceOf } from "./devices.ts";

const s = sessions;
interface Seen { readonly user_agent: string | null; readonly country: string | null }

const nameOf = ({ user_agent }: Seen) => {
  const { browser, os } = deviceOf(user_agent);
  return [browser, os].filter(Boolean).join(", ");
};

/** Whether a sign-in is from a device or a country that none of the earlier ones was from. The very first is no news. */
export function isNewPlace(session: Seen, earlier: readonly Seen[]): boolean {
  const countries = earlier.flatMap(({ country }) => country ?? []);
  const isNewDevice = !earlier.some((e) => nameOf(e) === nameOf(session));
  const isNewCountry = session.country !== null && countries.length > 0 && !countries.includes(session.country);
  return earlier.length > 0 && (isNewDevice || isNewCountry);
}

/** Tells a person, by mail and inbox, of a sign-in from a device or a country that is new. After the sign-in, so that it costs it nothing. */
export async function tellOfNewPlace(ctx: Ctx, { user_id, session_id }: { user_id: string; session_id: string }): Promise<void> {
  const seen = { user_agent: s.user_agent, country: s.country };
  const [[session], earlier, [person]] = await ctx.read(
    db.select({ ...seen, created_at: s.created_at }).from(s).where(eq(s.id, session_id)),
    db.select(seen).from(s).where(and(eq(s.user_id, user_id), ne(s.id, session_id), sql`${s.created_at} <= (select created_at from sessions where id = ${session_id})`)).orderBy(desc(s.created_at)).limit(100),
    recipientsQuery(sql`array[${user_id}]::uuid[]`),
  );
  if (!session || !person || !isNewPlace(session, earlier)) return;
  const { locale, facts: { user, tenant } } = person, timeZone = user?.timezone ?? tenant.timezone;
  const unknown = locale === "ar" ? "غير معروف" : "unknown";
  await ctx.commit(null, ...notifyUsers(ctx, {
    recipients: [person], template_code: "auth.new_sign_in", link_url: "/settings/sessions", meta: { session_id },
    payload: {
      tenant_name: tenant.name, device: nameOf(session) || unknown,
      place: session.country ? (new Intl.DisplayNames(locale, { type: "region" }).of(session.country) ?? session.country) : unknown,
      time: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(session.created_at)),
    },
  }));
}
