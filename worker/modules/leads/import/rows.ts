import * as z from "zod";
import type { ImportOptions } from "#db/schema/leads.ts";
import { Email } from "#worker/kernel/resource.ts";
import type { ImportField, RowError } from "../import-contract.ts";
import { toE164 } from "../phone.ts";
import { initialScore } from "../score-rules.ts";
import { splitName, toCountry, toCurrency, toInstant, toMoney, toSource } from "./cells.ts";
import type { Mapping } from "./columns.ts";

type Field = z.output<typeof ImportField>;
type Issue = Omit<z.output<typeof RowError>, "row">;
export interface ReadPlan { readonly columns: readonly string[]; readonly mapping: Mapping; readonly options: ImportOptions; readonly now: string }
export type RowLead = ReturnType<typeof draft>;

const LIMITS: Partial<Record<Field, number>> = { full_name: 200, first_name: 100, last_name: 100, company_name: 200, interest: 200, notes: 5000 };
const issue = (code: string, field: string | null, message: string, value: string | null = null): Issue => ({ field, code, message, value: value === null ? null : value.slice(0, 300) });

/** Makes a function that reads one record as the lead it will be, or as everything that is wrong with it. */
export function rowReader({ columns, mapping, options, now }: ReadPlan) {
  const at = columns.map((name, index) => ({ name, index, field: mapping[name] ?? null }));
  const notes = at.filter((c) => c.field === "notes");
  const single = new Map(at.flatMap((c) => (c.field && c.field !== "notes" ? [[c.field, c.index] as const] : [])));

  return (record: readonly string[], broken: boolean): { lead: RowLead; issues: null } | { lead: null; issues: Issue[] } => {
    const shape = broken ? issue("quotes", null, "A quotation mark in this row is opened or closed in the wrong place.") : misshapen(record, columns.length);
    if (shape) return { lead: null, issues: [shape] };
    const cells: Partial<Record<Field, string>> = {};
    for (const [field, index] of single) cells[field] = clean(record[index]);
    cells.notes = notes.map(({ name, index }) => [name, clean(record[index])] as const).filter(([, text]) => text)
      .map(([name, text]) => (notes.length > 1 ? `${name}: ${text}` : text)).join("\n");
    const issues: Issue[] = [];
    const lead = draft(cells, options, now, issues);
    return issues.length ? { lead: null, issues } : { lead, issues: null };
  };
}

/** Line ends and NULs inside a cell, and the apostrophe that a spreadsheet keeps in front of a formula. */
const clean = (cell = "") => cell.replaceAll("\0", "").replace(/\r\n?/g, "\n").replace(/^'(?=[=+\-@])/, "").trim();

function misshapen(record: readonly string[], width: number): Issue | undefined {
  const extra = record.slice(width).some((cell) => cell.trim());
  if (record.length < width) return issue("too_few_cells", null, `This row has ${record.length} cells, the header has ${width}.`, record.join(" | "));
  return extra ? issue("too_many_cells", null, `This row has ${record.length} cells, the header has ${width}.`, record.join(" | ")) : undefined;
}

function draft(cells: Partial<Record<Field, string>>, options: ImportOptions, now: string, issues: Issue[]) {
  for (const [field, max] of Object.entries(LIMITS) as [Field, number][])
    if ((cells[field]?.length ?? 0) > max) issues.push(issue("too_long", field, `This is longer than ${max} characters.`, cells[field]));
  const country = readCountry(cells, issues);
  const name = readName(cells, issues), channels = readChannels(cells, country, options.country, issues);
  const money = readBudget(cells, options, issues);
  const source = cells.source ? toSource(cells.source) : { source: options.source, source_detail: null };
  const lead = {
    ...name, ...channels, ...source, ...money, company_name: cells.company_name || null, interest: cells.interest || null, country,
    notes: cells.notes || null, owner_user_id: options.owner_user_id, created_at: readDate(cells, now, issues),
  };
  return { ...lead, score: initialScore(lead) };
}

function readName({ full_name, first_name, last_name }: Partial<Record<Field, string>>, issues: Issue[]) {
  const whole = [first_name, last_name].filter(Boolean).join(" ") ? { first_name: first_name || last_name!, last_name: first_name ? last_name || null : null } : undefined;
  const name = full_name && !first_name ? { ...splitName(full_name), ...(last_name ? { last_name } : {}) } : whole;
  if (!name) issues.push(issue("required", "first_name", "This row has no name."));
  else if (name.first_name.length > 100 || (name.last_name?.length ?? 0) > 100) issues.push(issue("too_long", "full_name", "This is longer than 100 characters.", full_name));
  return name ?? { first_name: "", last_name: null };
}

function readChannels({ email, phone }: Partial<Record<Field, string>>, own: string | null, country: string, issues: Issue[]) {
  if (!email && !phone) issues.push(issue("required", "phone", "This row has neither an email address nor a phone number."));
  const address = email ? Email.safeParse(email) : undefined;
  if (address && !address.success) issues.push(issue("invalid_email", "email", "This is not an email address.", email));
  // People from abroad often give the number they have here.
  const phone_e164 = phone ? ((own && toE164(phone, own)) ?? toE164(phone, country)) : undefined;
  if (phone && !phone_e164) {
    const spoilt = /^\d([.,]\d+)?e\+?\d+$/i.test(phone);
    issues.push(issue("invalid_phone", "phone", spoilt ? "A spreadsheet has rounded this number. Format the column as text and export it again." : `This is not a phone number of ${country}, nor one with a country code.`, phone));
  }
  return { email: address?.data ?? null, phone_e164: phone_e164 ?? null };
}

function readCountry({ country }: Partial<Record<Field, string>>, issues: Issue[]): string | null {
  const code = country ? toCountry(country) : undefined;
  if (country && !code) issues.push(issue("invalid_country", "country", "There is no such country.", country));
  return code ?? null;
}

function readBudget({ budget, currency }: Partial<Record<Field, string>>, options: ImportOptions, issues: Issue[]) {
  const code = currency ? toCurrency(currency) : options.currency;
  if (!code) issues.push(issue("invalid_currency", "currency", "This is not a currency (ISO 4217).", currency));
  if (!budget || /^(0+([.,]0+)?|-|n\/?a)$/i.test(budget)) return { budget_minor: null, currency: null };
  const money = toMoney(budget, code ?? options.currency);
  if (!money) issues.push(issue("invalid_budget", "budget", "This is not one amount of money.", budget));
  return money ?? { budget_minor: null, currency: null };
}

function readDate({ created_at }: Partial<Record<Field, string>>, now: string, issues: Issue[]): string {
  if (!created_at) return now;
  const at = toInstant(created_at);
  if (!at || at < "1990") issues.push(issue("invalid_date", "created_at", "This is not a date. Write 2026-03-31 or 31/03/2026.", created_at));
  else if (at > new Date(Date.parse(now) + 86_400_000).toISOString()) issues.push(issue("invalid_date", "created_at", "This day has not come yet.", created_at));
  else return at;
  return now;
}
