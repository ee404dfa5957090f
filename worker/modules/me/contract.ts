import * as z from "zod";
import { defineModule, Id, Text } from "#worker/kernel/resource.ts";
import { Account, Locale, Mfa, NewPassword, Timezone, Workspace } from "#worker/modules/auth/contract.ts";

/** What a person keeps for themselves: theme, table columns… As JSON, no longer than this. */
export const PREFERENCES_LENGTH = 8000;
const Preferences = z.record(z.string().min(1).max(60), z.json()).meta({ examples: [{ theme: "dark" }] });

export const Me = z.object({
  version: z.int(),
  user: Account.extend({ phone_e164: z.string().nullable(), phone_verified_at: z.iso.datetime().nullable(), preferences: Preferences }),
  tenant: Workspace.extend({ plan: z.string().meta({ examples: ["DevFree"] }), trial_ends_at: z.iso.datetime().nullable() }),
  roles: z.array(z.string()).meta({ examples: [["super_admin"]] }), permissions: z.array(z.string()), features: z.array(z.string()),
  limits: z.record(z.string(), z.int()).meta({ examples: [{ "users.max": 3 }] }),
  modules_off: z.array(z.string()).meta({ examples: [["telemarketing"]] }), session_id: Id, mfa: Mfa,
});
export const MePatch = z.object({ full_name: Text(120), locale: Locale, timezone: Timezone.nullable(), job_title: Text(120).nullable(), preferences: Preferences }).partial();
export const MySettings = z.object({ version: z.int(), locale: Locale, timezone: Timezone.nullable(), preferences: Preferences });

const { route } = defineModule("me");

export const getMe = route({ method: "get", path: "/v1/me", access: "signed_in", enrolment: true, summary: "Who I am, where, and what I may do", returns: Me });
export const patchMe = route({
  method: "patch", path: "/v1/me", access: "signed_in", summary: "Change my profile; preferences are merged, null removes one",
  body: MePatch, returns: Me, errors: ["PRECONDITION_FAILED"],
});
export const getSettings = route({ method: "get", path: "/v1/me/settings", access: "signed_in", summary: "How I like the product: language, time zone, preferences", returns: MySettings });
export const putSettings = route({
  method: "put", path: "/v1/me/settings", access: "signed_in", summary: "Say how I like the product; preferences are replaced whole",
  body: MySettings.omit({ version: true }), returns: MySettings, errors: ["PRECONDITION_FAILED"],
});
export const changePassword = route({
  method: "post", path: "/v1/me/change-password", access: "signed_in", rate: "auth", idempotent: false, tokens: false, summary: "Change my password; ends my other sessions",
  body: z.object({ current_password: z.string().min(1).max(200), new_password: NewPassword }), returns: z.object({ changed: z.literal(true) }), errors: ["AUTH_LOCKED"],
});
