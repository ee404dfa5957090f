import { defineWords, type Translate } from "#web/src/kernel/i18n.ts";
import { PERMISSIONS, type Permission } from "./codes.ts";
import type en from "./en.ts";

/** What permissions, features and limits are called; shared by every screen of access. */
export const accessNames = defineWords({ en: () => import("./en.ts"), ar: () => import("./ar.ts") });
export type AccessNames = Translate<typeof en>;

/** The areas of the matrix in order, by the first word of their permissions. */
const WORDS_OF = {
  leads: ["lead"], contacts: ["contact", "company", "customfields"], deals: ["deal", "pipeline"], inventory: ["project", "building", "unit"], floorplans: ["overlay", "layer", "shape"],
  work: ["activity", "task"], marketing: ["campaign"], telemarketing: ["telemarketing"], insights: ["dashboard", "reports"], approvals: ["approvals"], notifications: ["notify"],
  people: ["user", "role", "roles", "groups", "seats", "entitlements", "plan"], security: ["session", "twofa", "phone", "audit", "privacy", "code"], billing: ["billing"],
} as const;
export type AreaId = keyof typeof WORDS_OF;

const areaOf = (code: string) => (Object.keys(WORDS_OF) as AreaId[]).find((area) => (WORDS_OF[area] as readonly string[]).includes(code.split(".")[0]!));
export interface PermissionArea { readonly id: AreaId; readonly permissions: readonly Permission[] }
/** Every permission under its area. */
export const AREAS: readonly PermissionArea[] = (Object.keys(WORDS_OF) as AreaId[]).map((id) => ({ id, permissions: PERMISSIONS.filter((code) => areaOf(code) === id) }));

export const permissionName = (n: AccessNames, code: string) => n.maybe(`permissions.${code}`) ?? code;
/** The name of a feature or of a limit. */
export const featureName = (n: AccessNames, code: string) => n.maybe(`features.${code}`) ?? n.maybe(`limits.${code}`) ?? code;
