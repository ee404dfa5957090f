import type * as z from "zod";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { locale, wordsOf } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { getProject, listProjects, listUnitTypes, type UnitDetail, type UnitListed } from "#worker/modules/inventory/contract.ts";
import { unitWords } from "./text/index.ts";

export type UnitRow = z.output<typeof UnitListed>;
export type UnitView = z.output<typeof UnitDetail>;

/** Unit types in the reader's language. */
export function useUnitTypes() {
  const query = useCall(listUnitTypes);
  const all = () => settled(query)?.items ?? [];
  const label = (code: string) => {
    const found = all().find((type) => type.code === code);
    return found ? (locale() === "ar" ? (found.label_ar ?? found.label) : found.label) : code;
  };
  const options = (keep?: string) => all().filter((type) => type.is_active || type.code === keep).map(({ code }) => ({ value: code, label: label(code) }));
  return { label, options };
}

/** Projects for fields and filters. */
export function useProjects() {
  const query = useCall(listProjects, () => ({ query: { limit: 200, sort: "name" as const } }));
  const all = () => settled(query)?.items ?? [];
  return { all, query, options: () => all().map(({ id, name }) => ({ value: id, label: name })) };
}

/** The buildings of one project; nothing while none is chosen. */
export function useBuildings(project: () => string | undefined) {
  const query = useCall(getProject, () => (project() ? { params: { project_id: project()! } } : undefined));
  const found = () => { const data = settled(query); return project() && data?.id === project() ? data : undefined; };
  return { project: found, all: () => found()?.buildings ?? [], options: () => (found()?.buildings ?? []).map(({ id, name }) => ({ value: id, label: name })) };
}

/** What the API refused about a unit, in words; `particular` names codes whose meaning depends on what was tried. */
export function unitErrorText(error: unknown, particular: Partial<Record<string, string>> = {}): string {
  const w = wordsOf(unitWords);
  if (!(error instanceof ApiError)) return errorText(error);
  if (error.code === "LIMIT_REACHED") return w("form.limit");
  return particular[error.code] ?? errorText(error);
}

/** "12" → 12, "" → null, anything else undefined; Arabic digits are read by the caller. */
export const toNumber = (text: string): number | null | undefined => {
  const plain = text.trim();
  if (!plain) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
};
