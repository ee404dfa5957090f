/** The tenant `npm start` shows the product with. */
export const DEMO = {
  tenant: "Nile & Gulf Realty",
  password: "Demo-Pass-2026!",
  emails: { owner: "owner@demo.m3core.test", manager: "manager@demo.m3core.test", agent: "agent@demo.m3core.test" },
} as const;

/** Where the demo tenant is made: over the API where it can be, over the owner's connection where it must be. */
export type DemoTarget = { apiUrl: string; ownerUrl: string };
