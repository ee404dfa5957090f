import { type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, many } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { eraseWords } from "#worker/modules/activities/public.ts";
import { eraseRequests, requestsAbout } from "#worker/modules/approvals/public.ts";
import { eraseContacts } from "#worker/modules/contacts/public.ts";
import { eraseLeads } from "#worker/modules/leads/public.ts";
import { forgetMessages } from "#worker/modules/notify/public.ts";
import { type exportPerson, privacyEvents, type Subject } from "./contract.ts";

type Data = z.output<typeof exportPerson.returns>["data"];
type Requests = Parameters<typeof eraseRequests>[1];
interface Who extends Record<string, unknown> { contact_ids: string[]; lead_ids: string[]; task_ids: string[]; requests: Requests; is_user: boolean; is_contact: boolean; is_lead: boolean }

/** One person may be a contact and the leads that became it: all of them, whichever is asked for. */
const whoIs = (id: string) => db.execute<Who>(sql`
  with c as (select id from contacts where id = ${id}::uuid union select contact_id from lead_conversions where lead_id = ${id}::uuid),
    l as (select id from leads where id = ${id}::uuid union select lead_id from lead_conversions where contact_id in (select id from c))
  select (select coalesce(json_agg(id), '[]') from c) as contact_ids, (select coalesce(json_agg(id), '[]') from l) as lead_ids,
    (select coalesce(json_agg(distinct task_id), '[]') from task_links where related_id in (select id from c union all select id from l)) as task_ids,
    (select coalesce(json_agg(json_build_object('id', r.id, 'state', r.state, 'object_type', r.object_type, 'object_id', r.object_id)), '[]')
      from approval_requests r where ${requestsAbout(sql`array(select id from c union all select id from l)`)}) as requests, exists (select from users where id = ${id}::uuid) as is_user,
    exists (select from contacts where id = ${id}::uuid) as is_contact, exists (select from leads where id = ${id}::uuid) as is_lead`);

const HIDDEN = sql`array['password_hash', 'refresh_token_hash', 'previous_token_hash', 'token_hash', 'search_text', 'name_key', 'last_seven', 'city_key']`;
const addressesOf = (contacts: SQL, leads: SQL) => sql`select normalized_value from contact_channels where contact_id = any(${contacts}) union select unnest(array[email, phone_e164]) from leads where id = any(${leads})`;

/** What is kept about a person, by table. */
const setsOf = (id: string, contacts: SQL, leads: SQL): Record<string, SQL> => ({
  contacts: sql`contacts r where r.id = any(${contacts})`,
  contact_channels: sql`contact_channels r where r.contact_id = any(${contacts})`,
  contact_consents: sql`contact_consents r where r.contact_id = any(${contacts})`,
  channel_opt_ins: sql`channel_opt_ins r where r.subject_id = any(${contacts} || ${id}::uuid)`,
  suppression_list: sql`suppression_list r where r.normalized_value in (${addressesOf(contacts, leads)} union select email from users where id = ${id}::uuid)`,
  contact_links: sql`contact_links r where r.contact_id = any(${contacts})`,
  leads: sql`leads r where r.id = any(${leads})`,
  lead_conversions: sql`lead_conversions r where r.lead_id = any(${leads})`,
  deals: sql`deals r where r.id in (select deal_id from deal_contacts where contact_id = any(${contacts}))`,
  activities: sql`activities r where r.id in (select activity_id from activity_links where related_id = any(${contacts} || ${leads}))`,
  tasks: sql`tasks r where r.id in (select task_id from task_links where related_id = any(${contacts} || ${leads}))`,
  approval_requests: sql`approval_requests r where ${requestsAbout(sql`(${contacts} || ${leads})`)}`,
  messages: sql`messages_outbox r where r.recipient in (${addressesOf(contacts, leads)} union select email from users where id = ${id}::uuid)`,
  users: sql`users r where r.id = ${id}::uuid`,
  user_profiles: sql`user_profiles r where r.id = ${id}::uuid`,
  user_roles: sql`user_roles r where r.user_id = ${id}::uuid`,
  sessions: sql`sessions r where r.user_id = ${id}::uuid`,
  notifications: sql`notifications_inbox r where r.recipient_user_id = ${id}::uuid`,
});

/** Everything about one person in one answer. That it was disclosed is on record first. */
export async function disclose(ctx: Ctx, id: string) {
  const [{ rows: [who] }] = await ctx.read(whoIs(id));
  const type = who!.is_contact ? "contact" as const : who!.is_lead ? "lead" as const : who!.is_user ? "user" as const : undefined;
  if (!type) throw new AppError("NOT_FOUND");
  await ctx.witness("privacy.disclosed", `${type}s`, id);
  const sets = Object.entries(setsOf(id, many(who!.contact_ids, "uuid"), many(who!.lead_ids, "uuid")));
  const pairs = sets.map(([name, from]) => sql`${name}::text, (select coalesce(jsonb_agg(to_jsonb(r) - ${HIDDEN}), '[]') from ${from})`);
  const [{ rows: [found] }] = await ctx.readAgain("who the person is decides what is theirs", db.execute<{ data: Data }>(sql`select jsonb_build_object(${sql.join(pairs, sql`, `)}) as data`));
  return { type, id, exported_at: ctx.now, data: Object.fromEntries(Object.entries(found!.data).filter(([, rows]) => rows.length)) };
}

/** Columns that say who somebody is, wherever the audit log has kept them. */
const PERSONAL = [
  "first_name", "last_name", "full_name", "name_key", "search_text", "email", "phone_e164", "job_title", "notes", "value", "normalized_value", "last_seven", "title", "body", "source_detail",
  "company_name", "interest", "score_reason", "disqualified_reason", "description", "proof", "opt_in_source", "locale", "input", "comment",
];

/** Erases a person for good, as a contact and as every lead that became it: their records stay, empty, for the deals that hang on them. */
export async function erase(ctx: Ctx, { subject: { type, id } }: { subject: z.output<typeof Subject> }) {
  const [{ rows: [who] }] = await ctx.read(whoIs(id));
  if (!(type === "contact" ? who!.is_contact : who!.is_lead)) throw new AppError("NOT_FOUND");
  const { contact_ids, lead_ids, task_ids, requests } = who!, contacts = many(contact_ids, "uuid"), leads = many(lead_ids, "uuid");
  const records = many([...contact_ids, ...lead_ids, ...task_ids, ...requests.map((request) => request.id)], "uuid");
  return ctx.commit(
    { contact_ids, lead_ids },
    ...forgetMessages(addressesOf(contacts, leads), records),
    ...eraseWords(records),
    db.execute(sql`update contact_consents set proof = 'Erased', version = version + 1, updated_at = now() where contact_id = any(${contacts})`),
    ...eraseRequests(ctx, requests),
    ...(contact_ids.length ? eraseContacts(ctx, contact_ids) : []),
    ...(lead_ids.length ? eraseLeads(ctx, lead_ids) : []),
    // Last, so that it also reaches what the statements before it had recorded.
    db.execute(sql`select app.redact_audit(${`${type}s`}, ${id}::uuid, ${records}, ${many(PERSONAL, "text")})`),
    ctx.emit(privacyEvents["person.erased"], { contact_ids, lead_ids }),
  );
}
