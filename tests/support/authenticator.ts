import { env } from "cloudflare:workers";

/** As much CBOR as an authenticator writes. */
function cbor(value: unknown): Buffer {
  const head = (major: number, n: number) => (n < 24 ? Buffer.from([(major << 5) | n]) : n < 256 ? Buffer.from([(major << 5) | 24, n]) : Buffer.from([(major << 5) | 25, n >> 8, n & 255]));
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([k, v]) => [cbor(k), cbor(v)])]);
}

/** WebCrypto signs r and s side by side; WebAuthn wants them as ASN.1. */
function derOf(raw: Buffer): Buffer {
  const integer = (bytes: Buffer) => {
    let start = 0;
    while (start < bytes.length - 1 && bytes[start] === 0) start++;
    const body = bytes[start]! >= 128 ? Buffer.concat([Buffer.from([0]), bytes.subarray(start)]) : bytes.subarray(start);
    return Buffer.concat([Buffer.from([2, body.length]), body]);
  };
  const body = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => Buffer.from(await crypto.subtle.digest("SHA-256", bytes));
const UP = 1, UV = 4, AT = 64;

interface Behaviour { origin?: string; verifies?: boolean; rpId?: string; counter?: number; userHandle?: string }

/** A security key in software: one P-256 passkey, attestation "none". */
export async function newAuthenticator() {
  const { publicKey, privateKey } = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"])) as CryptoKeyPair;
  const jwk = (await crypto.subtle.exportKey("jwk", publicKey)) as JsonWebKey, id = crypto.getRandomValues(new Uint8Array(32));
  const coordinate = (text: string) => Uint8Array.from(Buffer.from(text, "base64url"));
  const coseKey = cbor(new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, coordinate(jwk.x!)], [-3, coordinate(jwk.y!)]]));
  let counter = 0, handle: string | undefined;

  const clientData = (type: string, challenge: string, { origin = new URL(env.APP_URL).origin }: Behaviour) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  async function data(flags: number, { rpId = new URL(env.APP_URL).hostname, verifies = true, counter: count = counter }: Behaviour, extra = Buffer.alloc(0)) {
    const tail = Buffer.alloc(5);
    tail[0] = flags | UP | (verifies ? UV : 0);
    tail.writeUInt32BE(count, 1);
    return Buffer.concat([await sha256(Uint8Array.from(Buffer.from(rpId))), tail, extra]);
  }

  return {
    id: b64(id),
    /** What navigator.credentials.create gives. */
    async create(options: { challenge: string; user: { id: string } }, behaviour: Behaviour = {}) {
      handle = options.user.id;
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey]);
      const attestationObject = cbor(new Map<string, unknown>([["fmt", "none"], ["attStmt", new Map()], ["authData", Uint8Array.from(await data(AT, behaviour, attested))]]));
      return {
        id: b64(id), rawId: b64(id), type: "public-key" as const, clientExtensionResults: {},
        response: { clientDataJSON: b64(clientData("webauthn.create", options.challenge, behaviour)), attestationObject: b64(attestationObject), transports: ["internal"] },
      };
    },
    /** What navigator.credentials.get gives. */
    async get(options: { challenge: string }, behaviour: Behaviour = {}) {
      counter++;
      const authenticatorData = await data(0, behaviour), clientDataJSON = clientData("webauthn.get", options.challenge, behaviour);
      const signed = Uint8Array.from(Buffer.concat([authenticatorData, await sha256(Uint8Array.from(clientDataJSON))]));
      const signature = derOf(Buffer.from(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, signed)));
      return {
        id: b64(id), rawId: b64(id), type: "public-key" as const, clientExtensionResults: {},
        response: { clientDataJSON: b64(clientDataJSON), authenticatorData: b64(authenticatorData), signature: b64(signature), userHandle: behaviour.userHandle ?? handle! },
      };
    },
  };
}
