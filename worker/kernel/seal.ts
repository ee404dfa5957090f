import { env } from "cloudflare:workers";

/** Where a sealed value is kept: it opens nowhere else, so that no row can borrow another's. */
export interface Place { readonly tenant_id: string; readonly table: string; readonly id: string }

interface Key { readonly id: string; readonly aes: CryptoKey; readonly hmac: CryptoKey }

const encoder = new TextEncoder(), decoder = new TextDecoder();
const IV_BYTES = 12;
const boundTo = ({ tenant_id, table, id }: Place) => encoder.encode(`${tenant_id}/${table}/${id}`);

async function importKey(entry: string): Promise<Key> {
  const [, id, encoded] = /^([a-z0-9]{1,16}):([\w-]{43})$/.exec(entry.trim()) ?? [];
  if (!id) throw new Error("ENCRYPTION_KEYS is id:key,id:key with ids of small letters and digits and keys of 32 bytes in base64url.");
  const master = await crypto.subtle.importKey("raw", Buffer.from(encoded!, "base64url"), "HKDF", false, ["deriveKey"]);
  const derive = (info: string, type: SubtleCryptoImportKeyAlgorithm, uses: string[]) =>
    crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(info) }, master, type, false, uses);
  const [aes, hmac] = await Promise.all([derive("m3core seal", { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]), derive("m3core mac", { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign", "verify"])]);
  return { id, aes, hmac };
}

let ring: { of: string; keys: Promise<readonly Key[]> } | undefined;
/** The first key seals; every key opens. */
function keys(): Promise<readonly Key[]> {
  if (ring?.of !== env.ENCRYPTION_KEYS) ring = { of: env.ENCRYPTION_KEYS, keys: Promise.all(env.ENCRYPTION_KEYS.split(",").map(importKey)) };
  return ring.keys;
}

async function keyNamed(id: string | undefined): Promise<Key> {
  const key = (await keys()).find((k) => k.id === id);
  if (!key) throw new Error(`ENCRYPTION_KEYS has no key "${id}" any more.`);
  return key;
}

/** Seals a secret for its place with the current key (AES-256-GCM): `s1.<key id>.<iv and ciphertext>`. */
export async function seal(text: string, place: Place): Promise<string> {
  const [key] = await keys(), iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: boundTo(place) }, key!.aes, encoder.encode(text));
  return `s1.${key!.id}.${Buffer.concat([iv, new Uint8Array(sealed)]).toString("base64url")}`;
}

/** What was sealed for this place. Throws for any other place, a changed value or a key that is gone. */
export async function unseal(sealed: string, place: Place): Promise<string> {
  const [form, key_id, body] = sealed.split(".");
  if (form !== "s1" || !body) throw new Error("This is not a sealed value.");
  const bytes = Buffer.from(body, "base64url"), { aes } = await keyNamed(key_id);
  return decoder.decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, IV_BYTES), additionalData: boundTo(place) }, aes, bytes.subarray(IV_BYTES)));
}

/** The same secret under the current key. */
export const reseal = async (sealed: string, place: Place): Promise<string> => seal(await unseal(sealed, place), place);

/** How every value begins that the current key sealed. */
export const currentSeal = async (): Promise<string> => `s1.${(await keys())[0]!.id}.`;

/** A short code as it is stored: a hash that nobody can search without the key. For codes that live minutes. */
export async function macOf(code: string, place: Place): Promise<string> {
  const [key] = await keys();
  const mac = await crypto.subtle.sign("HMAC", key!.hmac, Buffer.concat([boundTo(place), encoder.encode(`\0${code}`)]));
  return `m1.${key!.id}.${Buffer.from(mac).toString("base64url")}`;
}

/** Whether this is the code that was stored. Takes as long whether or not it is. */
export async function isMac(stored: string, code: string, place: Place): Promise<boolean> {
  const [form, key_id, mac] = stored.split(".");
  if (form !== "m1") return false;
  return crypto.subtle.verify("HMAC", (await keyNamed(key_id)).hmac, Buffer.from(mac!, "base64url"), Buffer.concat([boundTo(place), encoder.encode(`\0${code}`)]));
}
