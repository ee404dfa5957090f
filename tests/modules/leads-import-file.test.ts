import { expect, test } from "vitest";
import { createContact } from "#worker/modules/contacts/contract.ts";
import { createLead } from "#worker/modules/leads/contract.ts";
import { previewImport, uploadImport } from "#worker/modules/leads/import-contract.ts";
import { type Client, newTenant } from "../support/harness.ts";

const csv = { "content-type": "text/csv" };
const upload = (who: Client, raw: BodyInit, query: object = {}) => who.call(uploadImport, { raw, query, headers: csv });
const HEADER = "Name,Mobile,Email";

/** What a Windows program of the region writes for these letters. */
const WINDOWS_1256: Record<string, number> = { ا: 0xc7, ل: 0xe1, س: 0xd3, م: 0xe3, ن: 0xe4, ى: 0xec, ج: 0xcc, و: 0xe6 };
const toWindows1256 = (text: string) => Uint8Array.from(text, (c) => WINDOWS_1256[c] ?? c.charCodeAt(0));
const toUtf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer((text.length + 1) * 2));
  for (const [i, unit] of [0xfeff, ...Array.from(text, (c) => c.charCodeAt(0))].entries()) view.setUint16(i * 2, unit, littleEndian);
  return new Uint8Array(view.buffer);
};

test("a file is read in whatever encoding and with whatever delimiter the region's programs write", async () => {
  const { owner } = await newTenant();
  const arabic = "الاسم;الجوال\r\nمنى نجم;01004827715\r\n";
  const files: [string, BodyInit, string, string][] = [
    ["utf-8", arabic, "utf-8", ";"], ["utf-8 with BOM", `\ufeff${arabic}`, "utf-8", ";"], ["utf-16le", toUtf16(arabic, true), "utf-16le", ";"], ["utf-16be", toUtf16(arabic, false), "utf-16be", ";"],
    ["tabs", arabic.replaceAll(";", "\t"), "utf-8", "\t"], ["bars", arabic.replaceAll(";", "|"), "utf-8", "|"], ["told by Excel", `sep=;\r\n${arabic}`, "utf-8", ";"], ["line feeds", arabic.replaceAll("\r", ""), "utf-8", ";"], ["no end of line", arabic.trim(), "utf-8", ";"],
    ["windows-1256", toWindows1256("الاسم,Mobile\r\nمنى نجم,01004827715\r\n"), "windows-1256", ","],
  ];
  for (const [name, raw, encoding, delimiter] of files) {
    const { data, error } = await upload(owner, raw);
    expect({ name, error }).toEqual({ name, error: null });
    expect({ ...data.import, ...data.counts }).toMatchObject({ encoding, delimiter, rows_total: 1, ready: 1 });
    expect(data.preview[0]!.lead).toMatchObject({ first_name: "منى", last_name: "نجم", phone_e164: "+201004827715", source: "import" });
  }
});

test("a form may carry the file, and columns are told by what they hold when their names say nothing", async () => {
  const { owner } = await newTenant();
  const form = new FormData();
  form.set("file", new File(["Col A,Col B,الاسم الكامل\nx@example.com,010 0482 7715,عبد الرحمن علي\n"], "عملاء.csv", { type: "text/csv" }));
  const { data } = await owner.call(uploadImport, { raw: form });
  expect(data.import.file_name).toBe("عملاء.csv");
  expect(data.mapping).toEqual({ "Col A": "email", "Col B": "phone", "الاسم الكامل": "full_name" });
  expect(data.columns[0]).toEqual({ name: "Col A", samples: ["x@example.com"] });
  expect(data.preview[0]!.lead).toMatchObject({ first_name: "عبد الرحمن", last_name: "علي", email: "x@example.com", phone_e164: "+201004827715" });
});

test("a file that is no list of people is refused with a reason that stays", async () => {
  const { owner } = await newTenant();
  const refusals: [BodyInit, string][] = [
    ["", "empty"], ["\r\n\r\n", "empty"], ["\ufeff", "empty"], [HEADER, "header_only"], [`${HEADER}\r\n,,\r\n`, "header_only"],
    ["%PDF-1.7\n", "not_csv"], [new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), "spreadsheet"], [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0]), "spreadsheet"], [new Uint8Array([65, 0, 66, 10]), "not_csv"],
    ["<html><table></table>", "not_csv"], ['[{"name":"x"}]', "not_csv"], ["Mona,mona@example.com\nAli,ali@example.com", "no_header"],
    [Array.from({ length: 300 }, (_, i) => `c${i}`).join(",") + "\n" + "x,".repeat(299) + "x\n", "too_many_columns"], [`${HEADER}\n"Mona,010,x@example.com\n`, "unclosed_quote"],
  ];
  for (const [raw, reason] of refusals) {
    const answer = await upload(owner, raw);
    expect(answer).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { reason, issues: [{ path: "file", code: reason }] } } });
  }
  const form = new FormData();
  form.set("other", "x");
  expect(await owner.call(uploadImport, { raw: form })).toMatchObject({ status: 422, error: { details: { reason: "file_missing" } } });
  expect(await owner.call(uploadImport, { raw: "--x", headers: { "content-type": "multipart/form-data; boundary=y" } })).toMatchObject({ status: 400 });
  expect(await owner.call(uploadImport, { raw: "{}", headers: { "content-type": "application/json" } })).toMatchObject({ status: 415 });
  expect(await upload(owner, new Uint8Array(26 * 1024 * 1024))).toMatchObject({ status: 413 });
});

test("every row that could not be stored says what is wrong with it, and the others are shown as they will be", async () => {
  const { owner } = await newTenant();
  const { data } = await upload(owner, [
    "Name,Mobile,Email,Budget,Source,Country,Date,Notes",
    'Mona Ali,٠١٠٠٤٨٢٧٧١٥,MONA@Example.com,"AED 1,200,000",Facebook,الإمارات,31/03/2025,"two\nlines, and ""quotes"""', // 1: an Egyptian number, of somebody in the Emirates
    "Dr. Omar Said,+971 50 123 4567,,١٬٢٠٠٬٠٠٠ جنيه,Referral,,,",
    "=HYPERLINK(1),01004827716,,1.5M,,,,@cmd",
    "No Channel,,,,,,,", // 4
    ",01004827717,,,,,,",
    "Bad Phone,12345,,,,,,",
    "Rounded,2.01005E+11,,,,,,",
    "Bad Mail,,not-an-address,,,,,",
    "Bad Budget,01004827718,,about two,,,,",
    "Bad Date,01004827719,,,,,31/31/2025,",
    "Too few,01004827710",
    "Too many,01004827711,,,,,,,x,y",
    `${"ن".repeat(101)},01004827712,,,,,,`,
  ].join("\r\n"));
  expect(data.counts).toEqual({ checked: 13, ready: 3, duplicates: 0, errors: 10 });
  expect(data.errors.map((e) => [e.row, e.field, e.code])).toEqual([
    [4, "phone", "required"], [5, "first_name", "required"], [6, "phone", "invalid_phone"], [7, "phone", "invalid_phone"], [8, "email", "invalid_email"], [9, "budget", "invalid_budget"],
    [10, "created_at", "invalid_date"], [11, null, "too_few_cells"], [12, null, "too_many_cells"], [13, "full_name", "too_long"],
  ]);
  expect(data.preview.map((p) => p.lead)).toMatchObject([
    { first_name: "Mona", last_name: "Ali", phone_e164: "+201004827715", email: "mona@example.com", budget_minor: 120_000_000, currency: "AED", source: "campaign", source_detail: "Facebook", country: "AE", notes: 'two\nlines, and "quotes"', created_at: "2025-03-31T00:00:00.000Z" },
    { first_name: "Dr. Omar", last_name: "Said", phone_e164: "+971501234567", budget_minor: 120_000_000, currency: "EGP", source: "referral", source_detail: null },
    { first_name: "=HYPERLINK(1)", budget_minor: 150_000_000, currency: "EGP", notes: "@cmd" },
  ]);
});

test("people who are leads or contacts already, or twice in the file, are named before the import", async () => {
  const { owner } = await newTenant();
  const lead = await owner.ok(createLead, { body: { first_name: "Lead", email: "lead@example.com" } });
  const contact = await owner.ok(createContact, { body: { first_name: "Contact", whatsapp_e164: "+201004827715" } });
  const { data } = await upload(owner, `${HEADER}\nA,,LEAD@example.com\nB,01004827715,b@example.com\nC,,b@example.com\nD,01004827716,d@example.com`);
  expect(data.duplicates).toEqual([
    { row: 1, match_type: "lead", match_id: lead.id, match_row: null, label: "Lead", reason: "email" },
    { row: 2, match_type: "contact", match_id: contact.id, match_row: null, label: "Contact", reason: "phone" },
    { row: 3, match_type: "row", match_id: null, match_row: 2, label: "B", reason: "email" },
  ]);
  expect(data.counts).toEqual({ checked: 4, ready: 2, duplicates: 2, errors: 0 });
});

test("another mapping and other defaults can be looked at before the import", async () => {
  const { owner } = await newTenant();
  const { data } = await upload(owner, "Who,Number,Alt\nMona,0501234567,x@example.com\n");
  expect(data.mapping).toMatchObject({ Alt: "email" });
  const seen = await owner.ok(previewImport, { params: { import_id: data.import.id }, body: { mapping: { Who: "first_name", Number: "phone", Alt: "notes" }, defaults: { country: "AE", source: "campaign" } } });
  expect(seen.preview[0]!.lead).toMatchObject({ phone_e164: "+971501234567", email: null, notes: "x@example.com", source: "campaign" });
  const refused = (mapping: object) => owner.call(previewImport, { params: { import_id: data.import.id }, body: { mapping: mapping as {} } });
  for (const mapping of [{ Who: "first_name" }, { Number: "phone" }, { Who: "first_name", Number: "phone", Alt: "phone" }, { Who: "first_name", Number: "phone", Gone: "notes" }, { Who: "first_name", Number: "phone_number" }])
    expect(await refused(mapping)).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED" } });
});

test("only the first 5,000 rows of a longer file are checked, all of them counted", async () => {
  const { owner } = await newTenant();
  const rows = Array.from({ length: 6000 }, (_, i) => `Lead ${i},0100${String(1_000_000 + i)},`);
  const { data } = await upload(owner, `${HEADER}\n${rows.join("\n")}\n\n`);
  expect(data).toMatchObject({ rows_total: 6000, sampled: true, counts: { checked: 5000, ready: 5000 } });
});
