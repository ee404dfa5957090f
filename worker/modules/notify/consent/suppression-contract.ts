import * as z from "zod";
import { defineEvents, defineModule, Email, Id, ListQuery, PageOf, PhoneE164, Several, Stamp, Text } from "#worker/kernel/resource.ts";

export const SuppressedChannel = z.enum(["email", "sms", "whatsapp"]);
export const SuppressionReason = z.enum(["bounce", "complaint", "manual", "stop", "unsubscribed"]);
const Scope = z.enum(["all", "marketing"]).meta({ description: "`marketing` still takes what is not advertising; `all` takes nothing." });

export const Suppression = Stamp.extend({
  channel: SuppressedChannel, normalized_value: z.string().meta({ examples: ["mona@example.com"] }), reason: SuppressionReason, scope: Scope,
  detail: z.string().nullable().meta({ description: "The provider's word, what was said, or the note." }), message_id: Id.nullable(), occurred_at: z.iso.datetime(), created_by: Id.nullable(),
  removable: z.boolean().meta({ description: "False where only the person can lift it." }),
});
const fields = { note: Text(500), scope: Scope.default("all") };
const NewSuppression = z.discriminatedUnion("channel", [
  z.object({ channel: z.literal("email"), value: Email, ...fields }).strict(),
  z.object({ channel: z.enum(["sms", "whatsapp"]), value: PhoneE164, ...fields }).strict(),
]).meta({ examples: [{ channel: "email", value: "mona@example.com", note: "Asked by phone not to be written to.", scope: "all" }] });

const OfSuppression = z.object({ suppression_id: Id, channel: SuppressedChannel, reason: SuppressionReason });
export const suppressionEvents = defineEvents({
  "suppression.added": { payload: OfSuppression, live: "tenant" },
  "suppression.removed": { payload: OfSuppression, live: "tenant" },
});

const { route } = defineModule("notify");

export const listSuppressions = route({
  method: "get", path: "/v1/notify/suppression", access: { permission: "notify.suppression.read" }, summary: "List the addresses that are not written to",
  query: ListQuery(["-occurred_at"], { channel: Several(SuppressedChannel).optional(), reason: Several(SuppressionReason).optional(), q: Text(100).optional().meta({ description: "Part of the address." }) }),
  returns: PageOf(Suppression),
});
export const addSuppression = route({
  method: "post", path: "/v1/notify/suppression", access: { permission: "notify.suppression.manage" }, summary: "Stop writing to an address, with a note saying why", status: 201,
  body: NewSuppression, returns: Suppression, errors: ["DUPLICATE"],
});
export const removeSuppression = route({
  method: "delete", path: "/v1/notify/suppression/:suppression_id", access: { permission: "notify.suppression.manage" },
  summary: "Write to an address again; refused where only the person can allow it", returns: z.object({ id: Id }), errors: ["NOT_FOUND", "CONFLICT"],
});
