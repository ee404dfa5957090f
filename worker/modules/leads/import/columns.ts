import { invalid } from "#worker/kernel/errors.ts";
import type * as z from "zod";
import type { ImportField, ImportMapping } from "../import-contract.ts";
import { isE164, toE164 } from "../phone.ts";
import { fold } from "./cells.ts";

type Field = z.output<typeof ImportField>;
export type Mapping = z.output<typeof ImportMapping>;

/** What columns are called, folded. Earlier fields win a column that two could claim. */
const NAMES: Record<Field, readonly string[]> = {
  email: ["email", "e mail", "email address", "mail", "البريد الالكتروني", "البريد", "ايميل", "الايميل"],
  phone: ["phone", "mobile", "phone number", "mobile number", "mobile no", "phone no", "tel", "telephone", "cell", "whatsapp", "phone e164", "contact number", "الهاتف", "هاتف", "رقم الهاتف", "الجوال", "جوال", "رقم الجوال", "الموبايل", "موبايل", "رقم الموبايل", "التليفون", "المحمول"],
  first_name: ["first name", "firstname", "given name", "forename", "الاسم الاول"],
  last_name: ["last name", "lastname", "surname", "family name", "اسم العائله", "الاسم الاخير", "اللقب"],
  full_name: ["name", "full name", "fullname", "customer name", "client name", "lead name", "contact name", "customer", "client", "الاسم", "الاسم الكامل", "اسم العميل", "العميل", "الاسم بالكامل"],
  company_name: ["company", "company name", "organization", "organisation", "employer", "الشركه", "اسم الشركه"],
  source: ["source", "lead source", "channel", "marketing channel", "utm source", "المصدر", "مصدر", "مصدر العميل"],
  budget: ["budget", "budget aed", "budget egp", "budget sar", "max budget", "price", "amount", "الميزانيه", "ميزانيه", "السعر", "المبلغ"],
  currency: ["currency", "العمله"],
  interest: ["interest", "interested in", "preferred property type", "property type", "project", "requirement", "unit type", "الاهتمام", "نوع العقار", "المشروع", "نوع الوحده"],
  country: ["country", "country code", "البلد", "الدوله"],
  created_at: ["created at", "created", "date", "lead date", "created date", "التاريخ", "تاريخ", "تاريخ الانشاء"],
  notes: ["notes", "note", "comment", "comments", "remarks", "description", "ملاحظات", "تعليق", "تعليقات"],
};
const FIELDS = Object.keys(NAMES) as Field[];
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Column names that can be told apart: blanks are numbered, repeats too. */
export function nameColumns(header: readonly string[]): string[] {
  const seen = new Set<string>();
  return header.map((cell, i) => {
    const base = cell.replace(/^'/, "").trim().slice(0, 190) || `Column ${i + 1}`;
    let name = base;
    for (let n = 2; seen.has(name); n++) name = `${base} (${n})`;
    seen.add(name);
    return name;
  });
}

/** What each column most likely holds, by its name in English or Arabic, else by what is in it. */
export function proposeMapping(columns: readonly string[], sample: readonly (readonly string[])[], country: string): Mapping {
  const taken = new Set<Field>(), mapping: Mapping = {};
  const give = (column: string, field: Field | undefined) => {
    mapping[column] = field && !taken.has(field) ? field : null;
    if (field) taken.add(field);
  };
  for (const column of columns) give(column, FIELDS.find((field) => NAMES[field].includes(fold(column))));
  const filled = (at: number) => sample.map((row) => row[at]?.trim() ?? "").filter(Boolean);
  const mostly = (at: number, test: (cell: string) => boolean) => filled(at).length > 0 && filled(at).filter(test).length >= filled(at).length * 0.6;
  for (const [at, column] of columns.entries()) {
    if (mapping[column]) continue;
    if (!taken.has("email") && mostly(at, (cell) => EMAIL.test(cell))) give(column, "email");
    else if (!taken.has("phone") && mostly(at, (cell) => isE164(cell) || toE164(cell, country) !== undefined)) give(column, "phone");
  }
  if (taken.has("first_name") && taken.has("full_name")) for (const column of columns) if (mapping[column] === "full_name") mapping[column] = null;
  return mapping;
}

/** Refuses a mapping that could not make a lead: unknown columns, a field given twice, no name, nothing to reach the person by. */
export function insistOnMapping(mapping: Mapping, columns: readonly string[]): void {
  const unknown = Object.keys(mapping).find((column) => !columns.includes(column));
  if (unknown !== undefined) throw invalid(`mapping.${unknown}`, "The file has no such column.");
  const fields = Object.values(mapping).filter((field) => field !== null);
  const twice = fields.find((field, i) => field !== "notes" && fields.indexOf(field) !== i);
  if (twice) throw invalid("mapping", `Two columns are mapped to ${twice}. Only notes may take several.`);
  if (!fields.some((field) => field === "full_name" || field === "first_name")) throw invalid("mapping", "Say which column holds the name: full_name, or first_name.");
  if (!fields.includes("email") && !fields.includes("phone")) throw invalid("mapping", "Say which column holds an email address or a phone number.");
}
