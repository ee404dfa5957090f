import type * as z from "zod";
import { locale } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { listLostReasons, listPipelines, type LostReason, type Stage } from "#worker/modules/deals/contract.ts";
import { settled } from "#web/src/kernel/settled.ts";

export type StageRow = z.output<typeof Stage>;

/** A name in the reader's language where there is one. */
export const stageName = (stage: { name: string; name_ar: string | null }) => (locale() === "ar" ? (stage.name_ar ?? stage.name) : stage.name);
export const reasonName = (reason: z.output<typeof LostReason>) => (locale() === "ar" ? (reason.label_ar ?? reason.label) : reason.label);

/** Pipelines and their stages in order; the default one first when none is named. */
export function usePipelines() {
  const query = useCall(listPipelines);
  const all = () => settled(query)?.items ?? [];
  const active = () => all().filter((pipeline) => pipeline.is_active);
  const find = (id: string | undefined) => all().find((pipeline) => pipeline.id === id) ?? active().find((pipeline) => pipeline.is_default) ?? active()[0];
  const stages = (id: string | undefined) => [...(find(id)?.stages ?? [])].sort((a, b) => a.order_index - b.order_index);
  const stage = (id: string) => all().flatMap((pipeline) => pipeline.stages).find((one) => one.id === id);
  return { query, all, active, find, stages, stage };
}

/** Why deals are lost, those in use. */
export function useLostReasons() {
  const query = useCall(listLostReasons);
  const all = () => settled(query)?.items ?? [];
  return { all, active: () => all().filter((reason) => reason.is_active), find: (code: string | null) => all().find((reason) => reason.code === code) };
}
