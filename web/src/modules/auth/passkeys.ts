import type { PasskeyOptions } from "./api.ts";

/** Can this browser hold and show passkeys? */
export const passkeysWork = () => typeof PublicKeyCredential === "function";

/** Undefined when the person closed the dialog of the device, which is no error. */
async function unlessClosed<T>(ask: Promise<T>): Promise<T | undefined> {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError")) return undefined;
    throw error;
  }
}

/** Asks the device for a passkey that it has. */
export async function showPasskey(options: PasskeyOptions) {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  return unlessClosed(startAuthentication({ optionsJSON: options as never }));
}

/** Lets the device make a new passkey. Throws InvalidStateError when it has one of this account already. */
export async function makePasskey(options: PasskeyOptions) {
  const { startRegistration } = await import("@simplewebauthn/browser");
  return unlessClosed(startRegistration({ optionsJSON: options as never }));
}
