import { uuidv7obj } from "uuidv7";

/** A UUIDv7 (RFC 9562): ids made later sort later, also within one millisecond of one isolate. */
export const newId = (): string => uuidv7obj().toString();

/** The id of no tenant and no user. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

const encoder = new TextEncoder();

export async function sha256(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", encoder.encode(text))).toString("base64url");
}

/** Compares two secrets without telling by its time where they differ. */
export async function sameSecret(a: string, b: string): Promise<boolean> {
  const [x, y] = await Promise.all([a, b].map((text) => crypto.subtle.digest("SHA-256", encoder.encode(text))));
  return crypto.subtle.timingSafeEqual(x!, y!);
}

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll("-", ""), "hex");
const uuidOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** Two ids as 32 bytes, and back: what a passkey keeps of an account. Undefined when the text is not that. */
export const packIds = (tenant_id: string, id: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat([bytesOf(tenant_id), bytesOf(id)]));
export function unpackIds(text: string): { tenant_id: string; id: string } | undefined {
  const bytes = Buffer.from(text, "base64url");
  return bytes.length === 32 ? { tenant_id: uuidOf(bytes.subarray(0, 16)), id: uuidOf(bytes.subarray(16)) } : undefined;
}

/** An opaque token that says, to us alone, which row of which tenant it opens. Only `hash` is stored. */
export async function newToken(tenant_id: string, id: string): Promise<{ token: string; hash: string }> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const token = Buffer.concat([bytesOf(tenant_id), bytesOf(id), secret]).toString("base64url");
  return { token, hash: await sha256(token) };
}

/** Undefined when the text was never one of our tokens. The caller still compares the hash. */
export async function readToken(token: string): Promise<{ tenant_id: string; id: string; hash: string } | undefined> {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== 64 || bytes.toString("base64url") !== token) return undefined;
  return { tenant_id: uuidOf(bytes.subarray(0, 16)), id: uuidOf(bytes.subarray(16, 32)), hash: await sha256(token) };
}
