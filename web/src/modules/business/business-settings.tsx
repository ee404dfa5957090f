import { Show } from "solid-js";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { formatList, toLatinDigits } from "#web/src/kernel/format.ts";
import { intlLocale, useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Combobox, MultiCombobox } from "#web/src/ui/combobox.tsx";
import { EditableDetails, type DetailField } from "#web/src/ui/editable-details.tsx";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { CURRENCIES } from "#web/src/ui/money-field.tsx";
import { countryName } from "#web/src/ui/phone-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code, DateTime, Name } from "#web/src/ui/text.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { Country } from "#worker/modules/auth/contract.ts";
import { AUDIT_DAYS, getBusiness, patchBusiness, type Business } from "#worker/modules/business/contract.ts";
import { businessWords } from "./text/index.ts";

type BusinessView = z.output<typeof Business>;
type Settings = BusinessView["settings"];

interface Values extends Pick<BusinessView, "name" | "country" | "locale" | "timezone" | "currency" | "week_start"> {
  weekend: readonly string[];
  mfa_policy: Settings["mfa_policy"];
  audit_retention_days: number;
  session_max_days: string;
}
const SETTINGS = ["weekend", "mfa_policy", "audit_retention_days", "session_max_days"] as const;
const YEAR_DAYS = 365;

const valuesOf = ({ name, country, locale, timezone, currency, week_start, settings }: BusinessView): Values => ({
  name, country, locale, timezone, currency, week_start, weekend: settings.weekend.map(String), mfa_policy: settings.mfa_policy, audit_retention_days: settings.audit_retention_days, session_max_days: String(settings.session_max_days),
});
/** 0 is Sunday; the first of November 2026 was one. */
const dayName = (day: number) => new Intl.DateTimeFormat(intlLocale(), { weekday: "long" }).format(new Date(2026, 10, 1 + day));
const DAYS = [6, 0, 1, 2, 3, 4, 5];
const sessionDays = (text: string) => Number(toLatinDigits(text).trim());

/** Name, place, money, week and security of the company, edited in place. */
export function BusinessSettings() {
  const w = useWords(businessWords);
  const query = useCall(getBusiness);
  useLive("tenant.updated", () => void invalidate("/v1/business"));
  const kept = (days: number) => (days % YEAR_DAYS === 0 ? w("settings.years", { count: days / YEAR_DAYS }) : w("settings.days", { count: days }));
  const retention = (now: number) => [...new Set([...Array.from({ length: Math.floor(AUDIT_DAYS.most / YEAR_DAYS) }, (_, at) => (at + 1) * YEAR_DAYS), now])].toSorted((a, b) => a - b);
  const fields = (): readonly DetailField<Values>[] => [
    { key: "name", label: w("settings.name"), show: ({ name }) => <Name>{name}</Name>, input: (form) => <TextField label={w("settings.name")} maxLength={120} {...form.field("name")} /> },
    { key: "country", label: w("settings.country"), show: ({ country }) => countryName(country), input: (form) => <Select label={w("settings.country")} options={Country.options.map((value) => ({ value, label: countryName(value) }))} {...form.field("country")} /> },
    { key: "locale", label: w("settings.locale"), show: ({ locale }) => w(`settings.languages.${locale}`), input: (form) => <Select label={w("settings.locale")} help={w("settings.localeHelp")} options={(["en", "ar"] as const).map((value) => ({ value, label: w(`settings.languages.${value}`) }))} {...form.field("locale")} /> },
    { key: "timezone", label: w("settings.timezone"), show: ({ timezone }) => <Code>{timezone}</Code>, input: (form) => <Combobox label={w("settings.timezone")} options={Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value }))} {...form.field("timezone")} onChange={(timezone) => timezone && form.set({ timezone })} /> },
    { key: "currency", label: w("settings.currency"), show: ({ currency }) => <Code>{currency}</Code>, input: (form) => <Select label={w("settings.currency")} help={w("settings.currencyHelp")} options={CURRENCIES.map((value) => ({ value, label: value }))} {...form.field("currency")} /> },
    { key: "week_start", label: w("settings.week_start"), show: ({ week_start }) => dayName(week_start), input: (form) => <Select label={w("settings.week_start")} options={DAYS.map((day) => ({ value: String(day), label: dayName(day) }))} value={String(form.values().week_start)} onChange={(day) => form.set({ week_start: Number(day) })} /> },
    { key: "weekend", label: w("settings.weekend"), show: ({ weekend }) => (weekend.length ? formatList(weekend.map((day) => dayName(Number(day)))) : w("settings.weekendNone")), input: (form) => <MultiCombobox label={w("settings.weekend")} optional options={DAYS.map((day) => ({ value: String(day), label: dayName(day) }))} {...form.field("weekend")} /> },
    { key: "mfa_policy", label: w("settings.mfa_policy"), show: ({ mfa_policy }) => w(`settings.mfa.${mfa_policy}`), input: (form) => <Select label={w("settings.mfa_policy")} help={w("settings.mfaHelp")} options={(["off", "admins", "all"] as const).map((value) => ({ value, label: w(`settings.mfa.${value}`) }))} {...form.field("mfa_policy")} /> },
    { key: "session_max_days", label: w("settings.session"), show: ({ session_max_days }) => w("settings.days", { count: Number(session_max_days) }), input: (form) => <TextField type="number" label={w("settings.session")} help={w("settings.sessionHelp")} hint={w("settings.dayUnit")} {...form.field("session_max_days")} /> },
    { key: "audit_retention_days", label: w("settings.retention"), show: ({ audit_retention_days }) => kept(audit_retention_days), input: (form) => <Select label={w("settings.retention")} options={retention(form.values().audit_retention_days).map((days) => ({ value: String(days), label: kept(days) }))} value={String(form.values().audit_retention_days)} onChange={(days) => form.set({ audit_retention_days: Number(days) })} /> },
  ];
  const save = async (change: Partial<Values>, version: number) => {
    const sent = { ...change, ...(change.weekend ? { weekend: change.weekend.map(Number) } : {}), ...(change.session_max_days ? { session_max_days: sessionDays(change.session_max_days) } : {}) };
    const of = (inSettings: boolean) => Object.fromEntries(Object.entries(sent).filter(([key]) => SETTINGS.includes(key as never) === inSettings));
    const settings = of(true);
    await call(patchBusiness, { body: { ...of(false), ...(Object.keys(settings).length ? { settings } : {}) } as never, version });
    await invalidate("/v1/business");
  };
  const check = (values: Values) => ({
    name: values.name.trim() ? undefined : w("settings.nameMissing"), weekend: values.weekend.length > 3 ? w("settings.weekendTooMany") : undefined,
    session_max_days: /^([1-9]|[12]\d|30)$/.test(String(sessionDays(values.session_max_days))) ? undefined : w("settings.sessionWrong"),
  });
  return (
    <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
      <Show when={settled(query)} fallback={<SkeletonLines lines={8} />}>
        {(found) => (
          <EditableDetails<BusinessView, Values>
            record={found()} values={valuesOf} fields={fields()} save={save} reload={() => call(getBusiness)} check={check} canEdit={can("user.manage")} editLabel={w("settings.edit")} savedText={w("settings.saved")}
            facts={[{ label: w("settings.changed"), value: <DateTime at={found().updated_at} as="datetime" /> }]}
          />
        )}
      </Show>
    </Show>
  );
}
