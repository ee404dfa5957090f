import { Secret, TOTP } from "otpauth";
import { renderSVG } from "uqr";

const PERIOD_S = 30;
/** One step before and one after: a clock that is half a minute off still works. */
const WINDOW = 1;

const totpOf = (secret: string, label = "") => new TOTP({ issuer: "M3Core", label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: PERIOD_S });

/** A new secret of 160 bits, in Base32, with what an authenticator app reads. */
export function newSecret(label: string) {
  const secret = new Secret({ size: 20 }).base32, otpauth_url = totpOf(secret, label).toString();
  return { secret, otpauth_url, qr_svg: renderSVG(otpauth_url, { border: 2 }) };
}

/** Of which time step (RFC 6238) this is the code, near now; undefined when of none. A step may be used once. */
export function stepOf(secret: string, code: string, now: string): number | undefined {
  const timestamp = Date.parse(now), delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_S) + delta;
}
