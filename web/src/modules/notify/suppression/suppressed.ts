import type * as z from "zod";
import type { Suppression, SuppressionReason } from "#worker/modules/notify/consent/suppression-contract.ts";

export type Suppressed = z.output<typeof Suppression>;
export type Reason = z.output<typeof SuppressionReason>;
