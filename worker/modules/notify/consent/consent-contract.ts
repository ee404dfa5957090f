import * as z from "zod";
import { defineEvents, defineModule, Id, Stamp, Text } from "#worker/kernel/resource.ts";
import { SendChannel } from "../routing/routing-contract.ts";

const SubjectType = z.enum(["user", "contact"]);
export const OptIn = Stamp.extend({
  subject_type: SubjectType, subject_id: Id, channel: SendChannel, status: z.enum(["pending", "confirmed", "withdrawn"]).meta({ description: "pending: a message with a link waits to be confirmed (double opt-in)." }),
  consent_source: z.string().meta({ examples: ["web form"] }), consent_text: z.string().nullable(), consent_at: z.iso.datetime(), confirmed_at: z.iso.datetime().nullable(), withdrawn_at: z.iso.datetime().nullable(),
});
const Subject = z.object({ subject_type: SubjectType, subject_id: Id, channel: SendChannel });
const NewOptIn = Subject.extend({
  consent_source: Text(120).meta({ examples: ["web form"], description: "Where they agreed." }),
  consent_text: Text(1000).optional().meta({ examples: ["Ticked “news by email” on the form of the Lake Residence launch."], description: "The words they agreed to." }),
});
const NewOptOut = Subject.extend({ reason: Text(500).optional() });

const OfUser = z.object({ user_id: Id, channel: SendChannel, purpose: z.literal("marketing") });
export const consentEvents = defineEvents({
  "user.opted_in": { payload: OfUser },
  "user.opted_out": { payload: OfUser },
  "consent.confirmation_sent": { payload: z.object({ opt_in_id: Id, channel: SendChannel }) },
});

const { route } = defineModule("notify");
const access = { permission: "contact.consent.manage" } as const;
const Token = z.string().min(1).max(600);

export const optIn = route({
  method: "post", path: "/v1/notify/opt-in", access, status: 201, summary: "Record that somebody agreed to marketing on a channel, with the proof; lifts what they had stopped themselves",
  body: NewOptIn, returns: OptIn, errors: ["NOT_FOUND", "FORBIDDEN"],
});
export const optOut = route({
  method: "post", path: "/v1/notify/opt-out", access, status: 201, summary: "Record that somebody wants no marketing on a channel any more",
  body: NewOptOut, returns: OptIn, errors: ["NOT_FOUND", "FORBIDDEN"],
});
const open = { access: "public", rate: "form", idempotent: false } as const;
export const confirmOptIn = route({
  ...open, method: "post", path: "/v1/subscriptions/confirm", summary: "Confirm a double opt-in by the link that was sent",
  body: z.object({ token: Token }), returns: z.object({ channel: SendChannel, tenant_name: z.string(), confirmed: z.literal(true) }), errors: ["AUTH_TOKEN_INVALID"],
});
const Unsubscribed = z.object({ tenant_name: z.string(), address: z.string().meta({ examples: ["m•••@example.com"] }), is_unsubscribed: z.boolean() });
export const getSubscription = route({
  ...open, method: "get", path: "/v1/subscriptions", summary: "What the link of a message would unsubscribe; changes nothing",
  query: z.object({ token: Token }), returns: Unsubscribed, errors: ["AUTH_TOKEN_INVALID"],
});
export const unsubscribe = route({
  ...open, method: "post", path: "/v1/subscriptions/unsubscribe", summary: "Unsubscribe by the link of a message, in one click (RFC 8058)",
  query: z.object({ token: Token }), accepts: ["application/x-www-form-urlencoded", "multipart/form-data"], returns: Unsubscribed, errors: ["AUTH_TOKEN_INVALID"],
});
export const resubscribe = route({
  ...open, method: "post", path: "/v1/subscriptions/resubscribe", summary: "Take an unsubscription back by the same link",
  body: z.object({ token: Token }), returns: Unsubscribed, errors: ["AUTH_TOKEN_INVALID"],
});
