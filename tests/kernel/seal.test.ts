import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { twofaSecrets } from "#db/schema/identity.ts";
import { newId } from "#worker/kernel/ids.ts";
import { resealAll } from "#worker/kernel/reseal.ts";
import { isMac, macOf, seal, unseal } from "#worker/kernel/seal.ts";
import { sealedColumns } from "#worker/modules.ts";
import { admin, newTenant } from "../support/harness.ts";

const KEYS = env.ENCRYPTION_KEYS, [K2, K1] = KEYS.split(",") as [string, string];
const use = (keys: string) => Object.assign(env, { ENCRYPTION_KEYS: keys });
afterEach(() => use(KEYS));

const place = () => ({ tenant_id: newId(), table: "twofa_secrets", id: newId() });

test("what is sealed opens in its own tenant, table and row only, and not when it was changed", async () => {
  const here = place(), sealed = await seal("سر محفوظ", here);
  expect(sealed).toMatch(/^s1\.k2\./);
  expect(await unseal(sealed, here)).toBe("سر محفوظ");
  expect(await seal("سر محفوظ", here)).not.toBe(sealed);
  for (const elsewhere of [{ ...here, tenant_id: newId() }, { ...here, table: "users" }, { ...here, id: newId() }]) await expect(unseal(sealed, elsewhere)).rejects.toThrow();
  const flipped = sealed.slice(0, -2) + (sealed.endsWith("A") ? "B" : "A") + sealed.at(-1)!;
  for (const changed of [flipped, sealed.replace("s1.", "s2."), sealed.replace(".k2.", ".k9."), "nonsense"]) await expect(unseal(changed, here)).rejects.toThrow();
});

test("a code is stored as a hash that says nothing without the key, and only for its row", async () => {
  const here = place(), mac = await macOf("492039", here);
  expect([await isMac(mac, "492039", here), await isMac(mac, "492038", here), await isMac(mac, "492039", place())]).toEqual([true, false, false]);
});

test("a new key takes over without downtime: the old one still opens, the sweep re-seals, then the old one may go", async () => {
  const { owner } = await newTenant(), here = { tenant_id: owner.tenant_id, table: "twofa_secrets", id: owner.user_id };
  use(K1);
  const old = await seal("JBSWY3DPEHPK3PXP", here);
  expect(old).toMatch(/^s1\.k1\./);
  use(KEYS);
  await admin`insert into twofa_secrets (tenant_id, id, totp_secret) values (${owner.tenant_id}, ${owner.user_id}, ${old})`;
  expect(await unseal(old, here)).toBe("JBSWY3DPEHPK3PXP");
  expect((await resealAll(newId(), sealedColumns)).resealed).toBeGreaterThanOrEqual(1);
  const [kept] = await admin`select totp_secret from twofa_secrets where id = ${owner.user_id}`;
  expect(kept!["totp_secret"]).toMatch(/^s1\.k2\./);
  expect(await resealAll(newId(), sealedColumns)).toEqual({ resealed: 0 });
  use(K2);
  expect(await unseal(kept!["totp_secret"] as string, here)).toBe("JBSWY3DPEHPK3PXP");
  await expect(unseal(old, here)).rejects.toThrow(/no key "k1"/);
});

test("one value that does not open holds up none of the others", async () => {
  const { owner, user } = await newTenant(), other = await user({ permissions: [] });
  use(K1);
  const good = await seal("A", { tenant_id: owner.tenant_id, table: "twofa_secrets", id: owner.user_id });
  use(KEYS);
  await admin`insert into twofa_secrets (tenant_id, id, totp_secret) values (${owner.tenant_id}, ${owner.user_id}, ${good}), (${owner.tenant_id}, ${other.user_id}, 's1.k0.AAAA')`;
  await resealAll(newId(), [{ table: twofaSecrets, column: "totp_secret" }]);
  const rows = await admin`select left(totp_secret, 6) as seal from twofa_secrets where tenant_id = ${owner.tenant_id} order by 1`;
  expect(rows.map((r) => r["seal"])).toEqual(["s1.k0.", "s1.k2."]);
  await admin`delete from twofa_secrets where id = ${other.user_id}`;
});
