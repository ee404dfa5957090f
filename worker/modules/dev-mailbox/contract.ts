import * as z from "zod";
import { defineModule, Id } from "#worker/kernel/resource.ts";

export const MAILBOX_PATH = "/dev/mailbox";

const Captured = z.object({
  id: Id,
  channel: z.enum(["email", "sms", "whatsapp", "inbox", "push"]),
  to: z.string().meta({ examples: ["mona@example.com"] }),
  subject: z.string().nullable(),
  text: z.string(),
  html: z.string().nullable(),
  created_at: z.iso.datetime(),
});

const { route } = defineModule("dev");

export const listMailbox = route({
  method: "get", path: MAILBOX_PATH, access: "public", summary: "Messages that were captured instead of sent (development and tests only)",
  query: z.object({ to: z.string().max(254).optional(), channel: Captured.shape.channel.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  returns: z.object({ items: z.array(Captured) }), errors: ["NOT_FOUND"],
});
