import { AppError } from "#worker/kernel/errors.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { type Credentials, ProviderError } from "../adapters/adapter.ts";
import { adapterFor } from "../adapters/index.ts";
import { unsubscribeLinks } from "../consent/unsubscribe.ts";
import { render } from "../templates/render.ts";
import { resolveOrFail } from "../templates/resolve.ts";
import { segmentsOf } from "../templates/segments.ts";
import type { Claimed, Lane, Message } from "./claim.ts";

/** After the first try a message is tried again this long after each that failed for a passing reason, and up to a fifth longer. */
export const RETRY_AFTER_S = [60, 300, 900] as const;
/** How a code ends where there was no answer that the adapter understood, or the sender died: the message may have gone out. */
const UNANSWERED = /\.(timeout|unreachable|not_understood|died)$/;
export const SENDER_DIED = "sender.died";

export type Outcome =
  | { readonly is: "sent"; readonly provider_message_id: string | null; /** What an SMS is billed as. */ readonly segments: number | null }
  | { readonly is: "retried"; readonly code: string; readonly at: string }
  | { readonly is: "failed"; readonly code: string; readonly dead_letter: boolean }
  /** Not tried, and as before the claim but for when: it waits for this reason, or (null) is only put back. */
  | { readonly is: "deferred"; readonly until: string; readonly reason: "throttle" | null }
  /** The same, because quiet hours have begun where its recipient is. Nobody behind it waits. */
  | { readonly is: "held"; readonly until: string; readonly reason: "QUIET_HOURS" };

/** `answered`: whether the provider did, where it was asked. */
export interface Tried { readonly message: Claimed; readonly outcome: Outcome; readonly answered?: boolean }
type Failure = { readonly code: string; readonly fault: ProviderError["fault"] };

/** It may have gone out, and asking again might send it twice: a person decides, by its dead letter. */
export const OUTCOME_UNKNOWN: Failure = { code: "OUTCOME_UNKNOWN", fault: "unknown" };
/** Whether a message that failed with this code may have gone out all the same. */
export const mayHaveGone = (code: string): boolean => code === OUTCOME_UNKNOWN.code || UNANSWERED.test(code);

/** Everything that happens outside the database, or why it did not. Never throws: what is claimed must be recorded. */
export async function attempt(message: Claimed, request_id: string, lane: Pick<Lane, "locale" | "templates">, credentials: Credentials | undefined): Promise<Tried> {
  const { id, tenant_id, channel, recipient: to, template_code, type } = message;
  let repeatable_ms = 0;
  try {
    const adapter = adapterFor(channel, { name: message.provider!, credentials });
    repeatable_ms = adapter.repeatable_ms;
    if (!mayRepeat(message, repeatable_ms)) return { message, outcome: failed(OUTCOME_UNKNOWN) };
    const { words, headers } = await wordsOf(message, lane);
    const { provider_message_id } = await adapter.send({ id, tenant_id, request_id, channel, to, template_code, type, headers, ...words });
    return { message, answered: true, outcome: { is: "sent", provider_message_id, segments: channel === "sms" ? segmentsOf(words.text).segments : null } };
  } catch (error) {
    if (error instanceof ProviderError) return { message, answered: error.fault !== "passing" && error.fault !== "unknown", outcome: afterFailure(message, error, repeatable_ms) };
    if (error instanceof AppError) return { message, outcome: failed({ code: error.code, fault: "account" }) };
    log("error", "sending failed", { tenant_id, message_id: id, ...describe(error) });
    return { message, outcome: afterFailure(message, { code: "INTERNAL", fault: "passing" }, repeatable_ms) };
  }
}

/** The words as they are now, and the ways out that advertising must carry. */
async function wordsOf(message: Claimed, { locale, templates }: Pick<Lane, "locale" | "templates">) {
  const { channel, template_code, template_id, type, payload } = message;
  const said = resolveOrFail(template_code, channel, [message.locale, locale], templates, template_id);
  if (type !== "marketing" || channel !== "email") return { words: render(said, payload), headers: undefined };
  const { url: unsubscribe_url, headers } = await unsubscribeLinks(message);
  return { words: render(said, { ...payload, unsubscribe_url }), headers };
}

export const failed = ({ code, fault }: Failure): Outcome => ({ is: "failed", code, dead_letter: fault !== "message" });
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const jittered = (seconds: number) => seconds * (1 + Math.random() / 5);

/** Whether the try before this one, which may have gone out, is recent enough for the provider to know this one for the same. */
const mayRepeat = ({ attempts, error_code, tried_at }: Claimed, repeatable_ms: number) =>
  attempts === 1 || !tried_at || !UNANSWERED.test(error_code ?? "") || Date.now() - Date.parse(tried_at) <= repeatable_ms;

/** What may have gone out is tried again only where, and while, that cannot send it twice. */
function afterFailure({ attempts }: Pick<Message, "attempts">, failure: Failure, repeatable_ms: number): Outcome {
  const wait_s = RETRY_AFTER_S[attempts - 1], { code, fault } = failure;
  if (fault === "account" || fault === "message") return failed(failure);
  if (fault !== "unknown" && !UNANSWERED.test(code)) return wait_s === undefined ? failed(failure) : { is: "retried", code, at: inSeconds(jittered(wait_s)) };
  if (wait_s === undefined || repeatable_ms <= RETRY_AFTER_S[0] * 1000) return failed({ code, fault: "unknown" });
  return { is: "retried", code, at: inSeconds(Math.min(jittered(wait_s), repeatable_ms / 1000 - RETRY_AFTER_S[0])) };
}
