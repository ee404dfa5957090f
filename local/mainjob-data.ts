import { readFileSync } from "node:fs";
import path from "node:path";
import Papa from "papaparse";
import { Fault } from "./fault.ts";

type Row = Record<string, string>;

export interface Funnel {
  /** What a marketing lead would upload: one row per lead, with the customer's facts beside it. */
  readonly leadsCsv: string;
  readonly leadCount: number;
  readonly properties: readonly { code: string; project: string; developer: string; location: string; type: string; bedrooms: number; price_aed: number }[];
  /** Sales that the data knows of, joined to the lead's address in the CSV. */
  readonly sales: readonly { email: string; code: string; value_aed: number }[];
}

const GIVEN = ["Omar", "Layla", "Ahmed", "Fatima", "Yousef", "Mariam", "خالد", "نورة", "Priya", "James", "Wei", "Olga", "Hassan", "سارة", "Amir", "Elena"];
const FAMILY = ["Al Mansoori", "Khan", "Petrov", "Sharma", "المرزوقي", "Haddad", "Smith", "Chen", "الشمري", "Rossi", "El-Sayed", "Novak", "Al Nuaimi", "Singh", "منصور"];

function rows(folder: string, name: string): Row[] {
  const file = path.join(folder, `${name}.csv`);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Fault(`${file} cannot be read: give the folder that holds Leads.csv, Customers.csv, Properties.csv and Sales.csv.`);
  }
  return Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;
}

const number = (id: string) => Number(id.replace(/\D/g, ""));
const emailOf = (lead_id: string) => `${lead_id.toLowerCase()}@buyers.m3core.test`;

/** Joins leads to customers; names and numbers, which the data leaves out, are made from each lead's own number. */
export function readFunnel(folder: string): Funnel {
  const customers = new Map(rows(folder, "Customers").map((c) => [c["Customer_ID"], c]));
  const leads = rows(folder, "Leads");
  const joined = leads.map((lead) => {
    const customer = customers.get(lead["Customer_ID"]!) ?? {}, n = number(lead["Lead_ID"]!);
    return {
      Reference: lead["Lead_ID"], "Full name": `${GIVEN[n % GIVEN.length]} ${FAMILY[Math.floor(n / GIVEN.length) % FAMILY.length]}`,
      Mobile: `05${n % 2 ? 0 : 5}${String(2_000_000 + n)}`, Email: emailOf(lead["Lead_ID"]!), Source: lead["Marketing_Channel"], Campaign: lead["Campaign_Name"],
      Interest: [customer["Preferred_Property_Type"], customer["Preferred_Location"]].filter(Boolean).join(", "), Budget: customer["Budget_AED"] ? `AED ${customer["Budget_AED"]}` : "",
      Nationality: customer["Nationality"], "Lead date": lead["Lead_Date"],
    };
  });
  return {
    leadsCsv: Papa.unparse(joined), leadCount: joined.length,
    properties: rows(folder, "Properties").map((p) => ({
      code: p["Property_ID"]!, project: p["Project_Name"]!, developer: p["Developer_Name"]!, location: p["Location"]!, type: p["Property_Type"]!,
      bedrooms: Number(p["Bedrooms"]), price_aed: Number(p["Property_Price_AED"]),
    })),
    sales: rows(folder, "Sales").map((s) => ({ email: emailOf(s["Lead_ID"]!), code: s["Property_ID"]!, value_aed: Number(s["Sale_Value_AED"]) })),
  };
}
