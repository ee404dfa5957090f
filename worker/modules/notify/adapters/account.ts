import type { Credentials } from "./adapter.ts";
import { type Answer, ask } from "./http.ts";

/** What a provider says of an account, or why it could not be asked. */
export interface AccountState {
  readonly problem: "KEY_REFUSED" | "NO_ANSWER" | "NOT_UNDERSTOOD" | null;
  readonly account: string | null;
  readonly balance: { readonly amount: number; readonly currency: string } | null;
}
type Found = Omit<AccountState, "problem">;
interface Asked { readonly account: Credentials; readonly base_url: string; readonly timeout_ms?: number }

const failed = (problem: AccountState["problem"]): AccountState => ({ problem, account: null, balance: null });

/** Reads an answer; `found` is undefined where it is not what the provider promises. */
function stateOf<T>(answer: Answer<T> | "timeout" | "unreachable", found: (reply: T) => Found | undefined): AccountState {
  if (typeof answer === "string" || answer.status === 429 || answer.status >= 500) return failed("NO_ANSWER");
  if (answer.status === 401 || answer.status === 403) return failed("KEY_REFUSED");
  const state = answer.status === 200 && answer.reply ? found(answer.reply) : undefined;
  return state ? { problem: null, ...state } : failed("NOT_UNDERSTOOD");
}

const text = (value: unknown) => (typeof value === "string" && value ? value : null);

/** Asks Brevo whose account a key opens. Nothing is sent and nothing costs. */
export async function checkBrevo({ account, base_url, timeout_ms = 5000 }: Asked): Promise<AccountState> {
  const answer = await ask<{ email?: unknown; companyName?: unknown }>({ url: `${base_url}/v3/account`, timeout_ms, headers: { "api-key": account.api_key } });
  return stateOf(answer, ({ email, companyName }) => (text(email) ? { account: text(companyName) ?? text(email), balance: null } : undefined));
}

/** Asks Infobip for an account's balance. */
export async function checkInfobip({ account, base_url, timeout_ms = 5000 }: Asked): Promise<AccountState> {
  const answer = await ask<{ balance?: unknown; currency?: unknown }>({ url: `${base_url}/account/1/balance`, timeout_ms, headers: { authorization: `App ${account.api_key}` } });
  return stateOf(answer, ({ balance, currency }) => (typeof balance === "number" && text(currency) ? { account: null, balance: { amount: balance, currency: text(currency)! } } : undefined));
}
