import { env } from "cloudflare:workers";
import { readLink as read, signLink as sign } from "#worker/kernel/link.ts";

const PURPOSE = "m3core-export";

/** An address that opens one export for whoever has it, until it expires. */
export const signLink = async ({ expires_at, ...opens }: { tenant_id: string; id: string; expires_at: string }): Promise<string> =>
  `${env.APP_URL}/v1/business/exports/file?token=${await sign(PURPOSE, opens, expires_at)}`;

/** The export a link opens. AUTH_TOKEN_INVALID when it is none of ours, or too late. */
export const readLink = (token: string) => read(PURPOSE, token, { expiring: true });
