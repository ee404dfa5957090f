import * as z from "zod";
import { defineEvents, defineModule, Id } from "#worker/kernel/resource.ts";
import { Timezone } from "#worker/modules/auth/contract.ts";

export const DIGEST_KINDS = ["daily.activity", "daily.tasks", "daily.deals", "daily.overdue", "weekly.pipeline", "inventory.changes", "marketing.summary"] as const;
export const DigestKind = z.enum(DIGEST_KINDS);
export type DigestKind = z.output<typeof DigestKind>;
export const Cadence = z.enum(["daily", "weekly"]);
/** How often each kind may come; the first is what it starts with. */
export const CADENCES: Readonly<Record<DigestKind, readonly z.output<typeof Cadence>[]>> = {
  "daily.activity": ["daily"], "daily.tasks": ["daily"], "daily.deals": ["daily"], "daily.overdue": ["daily"], "weekly.pipeline": ["weekly"],
  "inventory.changes": ["daily", "weekly"], "marketing.summary": ["weekly", "daily"],
};

const AtLocal = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time as HH:MM.").meta({ examples: ["09:00"] });
const Weekday = z.int().min(0).max(6).meta({ description: "0 is Sunday.", examples: [0] });

export const Digest = z.object({
  kind: DigestKind, cadences: z.array(Cadence),
  /** Whether the caller may see anything of what it tells. */
  permitted: z.boolean(),
  enabled: z.boolean(), cadence: Cadence, at_local: AtLocal, weekday: Weekday.nullable(),
  /** Null: the time zone of the user, or else of the workspace. */
  timezone: Timezone.nullable(), effective_timezone: z.string().meta({ examples: ["Africa/Cairo"] }),
  next_at: z.iso.datetime().nullable(), last_at: z.iso.datetime().nullable(),
  last_status: z.enum(["queued", "sent", "skipped", "failed"]).nullable().meta({ description: "Skipped: there was nothing to tell." }),
});
const Subscribe = z.object({ kind: DigestKind, enabled: z.boolean().default(true) })
  .extend(z.object({ cadence: Cadence, at_local: AtLocal, weekday: Weekday, timezone: Timezone.nullable() }).partial().shape)
  .meta({ examples: [{ kind: "daily.tasks", at_local: "09:00" }] });
const Preview = z.object({
  kind: DigestKind, empty: z.boolean(), since: z.iso.datetime(), until: z.iso.datetime(),
  title: z.string().meta({ examples: ["Your day"] }), body: z.string(),
  subject: z.string().meta({ examples: ["Your day"] }), text: z.string(), html: z.string(),
});

export const digestEvents = defineEvents({
  "digest.changed": { payload: z.object({ user_id: Id, kind: DigestKind, enabled: z.boolean() }), live: (p) => [p.user_id] },
});

const { route } = defineModule("notify");
const self = { permission: "notify.preferences.update.self" } as const;

export const listDigests = route({ method: "get", path: "/v1/notify/digests", access: self, summary: "List every kind of digest, and when mine come", returns: z.object({ items: z.array(Digest) }) });
export const subscribeDigest = route({
  method: "post", path: "/v1/notify/digests", access: self, summary: "Subscribe to a digest, change when it comes, or end it; what is left out stays as it is",
  body: Subscribe, returns: Digest, errors: ["FORBIDDEN"],
});
export const previewDigest = route({
  method: "post", path: "/v1/notify/digests/preview", access: self, rate: "read", idempotent: false, summary: "Show what a digest would say if it were sent now, in my language",
  body: z.object({ kind: DigestKind }), returns: Preview, errors: ["FORBIDDEN"],
});
