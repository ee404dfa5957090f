import { DurableObject } from "cloudflare:workers";

/** One per tenant: counters and caps. */
export class UsageMeter extends DurableObject<Cloudflare.Env> {}
