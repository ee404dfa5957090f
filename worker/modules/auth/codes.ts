import type { Ctx } from "#worker/kernel/ctx.ts";
import type { Statement } from "#worker/kernel/db.ts";
import { notifyUsers, type Recipient } from "#worker/modules/notify/public.ts";

/** A code by SMS or WhatsApp may be sent again after this long. */
export const RESEND_S = 60;

/** Six digits, every one as likely as every other. */
export function newDigits(): string {
  for (;;) {
    const [n] = crypto.getRandomValues(new Uint32Array(1));
    if (n! < 4_294_000_000) return String(n! % 1_000_000).padStart(6, "0");
  }
}

/** How long until `seconds` after a moment; 0 when it is past, or never was. */
export const secondsUntil = (now: string, moment: string | null, seconds: number): number =>
  moment === null ? 0 : Math.max(0, Math.ceil((Date.parse(moment) + seconds * 1000 - Date.parse(now)) / 1000));

interface Sent { channel: "sms" | "whatsapp"; purpose: "verify_phone" | "sign_in"; code: string; expires_s: number; tenant_name: string }

/** Sends a code with the commit, through the outbox like every message, copied to email and inbox in case the phone gets none. A code that would come too late is not sent. */
export const queueCode = (ctx: Ctx, recipient: Recipient, { channel, purpose, code, expires_s, tenant_name }: Sent): Statement[] =>
  notifyUsers(ctx, {
    recipients: [recipient], template_code: `otp.${channel}.${purpose}`, by: channel, link_url: "/settings/security", severity: "warning", expires_at: new Date(Date.parse(ctx.now) + expires_s * 1000).toISOString(),
    payload: { code, expires_min: Math.ceil(expires_s / 60), app_name: "M3Core", tenant_name },
  });
