import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import type { CallOutput } from "#web/src/kernel/api.ts";
import { getFactors } from "#worker/modules/auth/factors-contract.ts";
import { listPasskeys } from "#worker/modules/auth/passkeys-contract.ts";

export type Factors = CallOutput<typeof getFactors>;
export type Passkey = CallOutput<typeof listPasskeys>["items"][number];

/** What the signed-in person has for a second factor, with their passkeys. */
export function useFactors() {
  const factors = useCall(getFactors), passkeys = useCall(listPasskeys);
  return {
    factors: () => settled(factors),
    passkeys: () => settled(passkeys)?.items ?? [],
    loading: () => factors.isPending || passkeys.isPending,
    error: () => factors.error ?? passkeys.error,
    retry: () => void Promise.all([factors.refetch(), passkeys.refetch()]),
  };
}

/** Reads all of it again after a change. */
export const readFactorsAgain = () => invalidate("/v1/auth/2fa", "/v1/auth/passkeys");

/** How many ways there are besides backup codes: the last one is not removed without a word. */
export const waysIn = ({ totp, sms, whatsapp, passkeys }: Factors) => Number(totp) + Number(sms) + Number(whatsapp) + passkeys;
