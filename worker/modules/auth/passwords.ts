import Argon2, { type Argon2HashOptions } from "@phi-ag/argon2";
import wasm from "@phi-ag/argon2/argon2.wasm";
import { invalid } from "#worker/kernel/errors.ts";
import { log } from "#worker/kernel/log.ts";
import { COMMON_PASSWORDS } from "./common-passwords.ts";

/** OWASP's second choice for Argon2id: what an isolate of 128 MB can spend on several sign-ins at once. */
const COST: Partial<Argon2HashOptions> = { memoryCost: 19_456, timeCost: 2, parallelism: 1, hashLength: 32 };
const PREFIX = "$argon2id$v=19$m=19456,t=2,p=1$";
/** Of a random password nobody knows: verified where there is no account, so that it takes as long as where there is. */
const NOBODYS = `${PREFIX}c29tZXNhbHRvZm5vYm9keQ$9xT1yXr0nIhZ4bq8oGk3uV5sWcJ2mEaL7pRdQfKtHyM`;

let engine: Promise<Argon2> | undefined;
const argon2 = () => (engine ??= WebAssembly.instantiate(wasm).then((instance) => new Argon2(instance)));

/**
 * The password as the library must be given it: it encodes to UTF-8 but counts UTF-16 units, so that it would cut an
 * Arabic password in half. One trailing NUL per uncounted byte, none of which is hashed, makes its count right.
 */
function countedInBytes(password: string): string {
  const normal = password.normalize("NFC");
  return normal + "\0".repeat(new TextEncoder().encode(normal).length - normal.length);
}

/** An Argon2id hash in its encoded form. About 0.1 s of CPU. */
export const hashPassword = async (password: string): Promise<string> => (await argon2()).hash(countedInBytes(password), COST).encoded;

/** Whether the password is the one that was hashed. Takes the same time when there is no hash. */
export async function isPassword(hash: string | null | undefined, password: string): Promise<boolean> {
  // The library would obey any cost a stored hash names, and its memory never shrinks.
  const ours = hash?.startsWith(PREFIX) ?? false;
  if (hash && !ours) log("error", "A stored password hash has parameters we never use");
  const matches = (await argon2()).tryVerify(ours ? hash! : NOBODYS, countedInBytes(password)).success;
  return ours && matches;
}

/** Refuses a password that would be guessed: a common one, or the person's own address. Its length is the contract's. */
export function insistOnGoodPassword(password: string, email: string, path = "password"): void {
  const folded = password.normalize("NFC").toLowerCase();
  if (COMMON_PASSWORDS.has(folded)) throw invalid(path, "This password is on the list of those that are tried first. Choose another.");
  if (folded === email || folded === email.split("@")[0]) throw invalid(path, "Do not use your email address as your password.");
}
