import type * as z from "zod";
import { providerDecides } from "../adapters/index.ts";
import { findTemplate, templates } from "./index.ts";
import { channelsOf, isSendable, type OwnTemplate, systemId } from "./resolve.ts";
import { type Channel, codeOf, type Locale, LOCALES, type Template as System, wordsOf } from "./template.ts";
import type { Template } from "./templates-contract.ts";
import { systemVariables } from "./variables.ts";

export type View = z.output<typeof Template>;
export interface Place { readonly family: string; readonly channel: Channel; readonly locale: Locale }

const keyOf = ({ family, channel, locale }: Place) => `${family}/${channel}/${locale}`;

/** Every place that the product has words for, in the order of lists. */
export const PLACES: readonly (Place & { id: string; system: System })[] = templates
  .flatMap((system) => channelsOf(system).flatMap((channel) => LOCALES.map((locale) => ({ system, family: system.family, channel, locale, id: systemId(system.family, channel, locale) }))))
  .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
const byId = new Map(PLACES.map((place) => [place.id, place]));

/** Where the product's words with this id belong; undefined for the id of a tenant's version. */
export const placeOf = (id: string) => byId.get(id);

/** A family's name in words: `lead.import_finished` is "Lead: import finished". */
export const nameOf = (family: string): string => {
  const words = family.replace(".", ": ").replaceAll(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The product's words as a version that was always approved, in use unless one of the tenant's is. */
export function systemView({ id, family, channel, locale, system }: (typeof PLACES)[number], replaced: boolean): View {
  return {
    id, version: 1, created_at: null, updated_at: null, family, channel, locale, code: codeOf(family, channel), name: nameOf(family), number: 0, status: "approved", type: "transactional",
    ...wordsOf(system, channel, locale), variables: systemVariables(system, locale), provider_template_id: channel === "whatsapp" ? family.replaceAll(".", "_") : null, provider_status: null,
    is_system: true, can_replace: !system.secret, in_use: !replaced, approved_by: null, approved_at: null, created_by: null,
    provider_reason: null, submitted_by: null, submitted_at: null, provider_decides: providerDecides(),
  };
}

/** A tenant's version as the API shows it. */
export function ownView({ tenant_id: _, variables, ...row }: Omit<OwnTemplate, "tenant_id"> & { tenant_id?: string }): View {
  const system = findTemplate(row.family);
  return { ...row, variables: system ? systemVariables(system, row.locale) : (variables as View["variables"]), is_system: false, can_replace: true, in_use: row.status === "approved" && isSendable(row), provider_decides: providerDecides() };
}
