import * as z from "zod";
import { defineModule } from "#worker/kernel/resource.ts";

const Check = z.object({ ok: z.boolean(), ms: z.int().min(0) });
export const Health = z.object({
  status: z.enum(["ok", "degraded"]),
  checks: z.object({ database: Check, durable_objects: Check, queues: Check, r2: Check }),
});

const { route } = defineModule("health");

export const getHealth = route({
  method: "get", path: "/v1/health", access: "public", summary: "Whether every part answers; 503 with the same checks in `error.details` when one does not",
  returns: Health, errors: ["UNHEALTHY"],
});
