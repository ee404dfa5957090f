import { createSignal } from "solid-js";
import { createStore } from "solid-js/store";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { fieldErrors } from "#web/src/kernel/errors.ts";
import { wordsOf } from "#web/src/kernel/i18n.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { usePipelines } from "#web/src/modules/deals/pipelines.ts";
import { useCompanySearch, useContactSearch } from "#web/src/modules/contacts/record-search.ts";
import { useUnitSearch } from "#web/src/modules/deals/unit-search.ts";
import { convertLead } from "#worker/modules/leads/contract.ts";
import { leadErrorText, twinsOf, type LeadView } from "../lead-data.ts";
import { leadWords } from "../text/index.ts";

export interface Converted {
  became: { contact_id: string; company_id: string | null; deal_id: string | null };
  /** Somebody had converted it before. */
  earlier?: boolean;
  /** The unit that was reserved, or the place in its line. */
  unit?: { code: string; place?: number | undefined } | undefined;
}
export type Conversion = ReturnType<typeof createConversion>;
type Problems = Partial<Record<"contact" | "company" | "deal" | "unit" | "whole", string>>;

const unique = <T extends { contact_id: string }>(matches: readonly T[]) => [...new Map(matches.map((match) => [match.contact_id, match])).values()];

/** What is decided about a conversion, what it will do, and the doing of it. */
export function createConversion(lead: LeadView, after: { done: (result: Converted) => void; gone: () => void }) {
  const w = wordsOf(leadWords);
  const matches = unique(lead.matches);
  const [values, set] = createStore({
    contact: matches.length === 1 ? matches[0]!.contact_id : matches.length ? "" : "new",
    otherContact: undefined as string | undefined,
    company: (lead.company_name ? "new" : "none") as "none" | "existing" | "new",
    companyId: undefined as string | undefined,
    companyName: lead.company_name ?? "",
    deal: can("deal.create"),
    dealName: [lead.full_name, lead.interest].filter(Boolean).join(" – ").slice(0, 200),
    amount: lead.budget_minor ?? (undefined as number | undefined),
    currency: lead.currency ?? session()?.tenant.currency ?? "EGP",
    pipeline: undefined as string | undefined,
    stage: undefined as string | undefined,
    unit: undefined as string | undefined,
    onlyAvailable: true,
  });
  const [problems, setProblems] = createSignal<Problems>({});
  const [busy, setBusy] = createSignal(false);
  const contacts = useContactSearch();
  const companies = useCompanySearch();
  const pipelines = usePipelines();
  const units = useUnitSearch(() => values.onlyAvailable);
  const unit = () => units.find(values.unit);
  const waits = () => unit()?.status === "reserved";
  const blocked = () => Boolean(unit() && unit()!.status !== "available" && unit()!.status !== "reserved");
  const pipeline = () => pipelines.find(values.pipeline);
  const stages = () => pipelines.stages(pipeline()?.id).filter((stage) => !stage.is_win && !stage.is_loss);
  const stage = () => stages().find(({ id }) => id === values.stage) ?? stages()[0];
  const contactId = () => (values.contact === "other" ? values.otherContact : values.contact === "new" ? undefined : values.contact || undefined);

  const check = (): Problems => ({
    ...(!values.contact || (values.contact === "other" && !values.otherContact) ? { contact: w("convert.contactMissing") } : {}),
    ...(values.company === "existing" && !values.companyId ? { company: w("convert.companyMissing") } : {}),
    ...(values.company === "new" && !values.companyName.trim() ? { company: w("convert.companyNameMissing") } : {}),
    ...(values.deal && blocked() ? { unit: w("convert.unitNoHelp") } : {}),
  });
  const body = () => ({
    ...(contactId() ? { contact_id: contactId()! } : {}),
    ...(values.company === "existing" ? { company: { company_id: values.companyId! } } : values.company === "new" ? { company: { name: values.companyName.trim() } } : {}),
    ...(values.deal ? {
      deal: {
        ...(values.dealName.trim() ? { name: values.dealName.trim() } : {}), ...(values.amount === undefined ? {} : { amount_minor: values.amount, currency: values.currency }),
        ...(pipeline() ? { pipeline_id: pipeline()!.id } : {}), ...(stage() ? { stage_id: stage()!.id } : {}), ...(unit() ? { unit_id: unit()!.id } : {}),
      },
    } : {}),
  });
  const refused = (error: unknown) => {
    if (error instanceof ApiError && (error.code === "LEAD_CONVERTED" || error.status === 412)) after.gone();
    const onUnit = error instanceof ApiError && error.code === "UNIT_UNAVAILABLE";
    const words = twinsOf(error).length ? w("errors.contactDuplicate") : (Object.values(fieldErrors(error))[0] ?? leadErrorText(error));
    setProblems(onUnit ? { unit: words } : twinsOf(error).length ? { contact: words } : { whole: words });
  };
  const submit = async () => {
    setProblems(check());
    if (busy() || Object.keys(problems()).length) return;
    setBusy(true);
    try {
      const { contact_id, company_id, deal_id, reservation } = await call(convertLead, { params: { lead_id: lead.id }, body: body(), version: lead.version });
      after.done({ became: { contact_id, company_id, deal_id }, unit: reservation && unit() ? { code: unit()!.code, place: reservation.position ?? undefined } : undefined });
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  };
  const chooseUnit = (id: string | undefined) => {
    const found = units.find(id);
    set({ unit: id, ...(found ? { amount: found.price_minor, currency: found.currency } : {}) });
    setProblems(({ unit: _, ...rest }) => rest);
  };
  return { lead, matches, values, set, problems, busy, submit, contacts, companies, pipelines, pipeline, stages, stage, units, unit, waits, blocked, chooseUnit, contactId };
}
