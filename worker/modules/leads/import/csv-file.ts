import Papa from "papaparse";
import { AppError } from "#worker/kernel/errors.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1256";
/** How the bytes of a file are to be read. */
export interface CsvFormat { readonly encoding: Encoding; readonly delimiter: string; readonly newline: string }
/** Whole records, where the next one starts, and which of them have quotes that do not close where they should. */
export interface Records { readonly records: string[][]; readonly consumed: number; readonly broken: ReadonlySet<number>; readonly unclosed: boolean }

/** A record longer than this is taken for a quote that is never closed. */
export const WINDOW = 1024 * 1024;
export const MAX_COLUMNS = 200;

/** VALIDATION_FAILED for a file, with a stable reason. */
export const refused = (reason: string, message: string, details: object = {}) =>
  new AppError("VALIDATION_FAILED", { reason, ...details, issues: [{ path: "file", code: reason, message }] });

const SIGNATURES: readonly { bytes: readonly number[]; reason: string; message: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], reason: "spreadsheet", message: "This is an Excel workbook or a zip file. Open it and save it as CSV UTF-8, then upload that." },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], reason: "spreadsheet", message: "This is an old Excel workbook. Open it and save it as CSV UTF-8, then upload that." },
  { bytes: [0x25, 0x50, 0x44, 0x46], reason: "not_csv", message: "This is a PDF, not a CSV file." },
  { bytes: [0x89, 0x50, 0x4e, 0x47], reason: "not_csv", message: "This is an image, not a CSV file." },
  { bytes: [0xff, 0xd8, 0xff], reason: "not_csv", message: "This is an image, not a CSV file." },
  { bytes: [0x1f, 0x8b], reason: "not_csv", message: "This is a compressed file. Unpack it and upload the CSV file inside." },
];

/** The encoding and where the text starts. Refuses what is not text. */
export function sniffEncoding(bytes: Uint8Array): { encoding: Encoding; start: number } {
  const starts = (...signature: number[]) => signature.every((byte, i) => bytes[i] === byte);
  const known = SIGNATURES.find((s) => starts(...s.bytes));
  if (known) throw refused(known.reason, known.message);
  if (starts(0xff, 0xfe)) return { encoding: "utf-16le", start: 2 };
  if (starts(0xfe, 0xff)) return { encoding: "utf-16be", start: 2 };
  if (bytes.includes(0)) throw refused("not_csv", "This is not a text file. Save the list as CSV UTF-8 and upload that.");
  return { encoding: isUtf8(bytes) ? "utf-8" : "windows-1256", start: starts(0xef, 0xbb, 0xbf) ? 3 : 0 };
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  try {
    for (let at = 0; at < bytes.length; at += WINDOW) decoder.decode(bytes.subarray(at, at + WINDOW), { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

const decode = (bytes: Uint8Array, encoding: Encoding, atEnd: boolean) => new TextDecoder(encoding, { fatal: false, ignoreBOM: true }).decode(bytes, { stream: !atEnd });

function sizeOf(text: string, encoding: Encoding): number {
  if (encoding === "utf-8") return Buffer.byteLength(text);
  return encoding === "windows-1256" ? text.length : text.length * 2;
}

/** Delimiter and line ending, from the first lines. A line `sep=;`, which Excel writes, is obeyed and skipped. */
export function sniffFormat(bytes: Uint8Array): { format: CsvFormat; start: number } {
  const { encoding, start } = sniffEncoding(bytes);
  const text = decode(bytes.subarray(start, start + 64 * 1024), encoding, false);
  if (!text.trim()) throw refused("empty", "The file is empty.");
  if (/^\s*[<{[]/.test(text)) throw refused("not_csv", "This is a web page or JSON, not a CSV file.");
  const told = /^sep=([,;\t|])\r?\n/i.exec(text);
  const { meta } = Papa.parse<string[]>(text.slice(told?.[0].length ?? 0), { preview: 50, skipEmptyLines: true, delimitersToGuess: [",", ";", "\t", "|"] });
  return {
    format: { encoding, delimiter: told?.[1] ?? meta.delimiter, newline: meta.linebreak },
    start: start + (told ? sizeOf(told[0], encoding) : 0),
  };
}

/**
 * The records that are whole within these bytes, up to `max` of them, and how many bytes they take. The bytes start at
 * a record; unless they are the end of the file, the last record is left for the next time.
 */
export function takeRecords(bytes: Uint8Array, format: CsvFormat, atEnd: boolean, max = 0): Records {
  const text = decode(bytes, format.encoding, atEnd);
  const config = { delimiter: format.delimiter, newline: format.newline as "\n", fastMode: false, preview: max };
  const parsed = new Papa.Parser(config).parse(text, 0, !atEnd) as Papa.ParseResult<string[]>;
  const { cursor } = parsed.meta as { cursor: number };
  return {
    records: parsed.data,
    consumed: cursor === text.length && atEnd ? bytes.length : sizeOf(text.slice(0, cursor), format.encoding),
    broken: new Set(parsed.errors.flatMap((e) => (e.row === undefined ? [] : [e.row]))),
    unclosed: parsed.errors.some((e) => e.code === "MissingQuotes"),
  };
}

export const isBlank = (record: readonly string[]): boolean => record.every((cell) => !cell.trim());

/** Reads the file record by record, window by window, so that memory does not grow with it. Throws for a quote that never closes. */
export function* recordsOf(bytes: Uint8Array, format: CsvFormat, start: number): Generator<{ record: string[]; broken: boolean }> {
  let rows = 0;
  for (let at = start; at < bytes.length;) {
    const atEnd = at + WINDOW >= bytes.length;
    const { records, consumed, broken, unclosed } = takeRecords(bytes.subarray(at, at + WINDOW), format, atEnd);
    if (!consumed || unclosed) throw refused("unclosed_quote", `A quotation mark is opened near row ${rows + records.length} and never closed.`, { row: rows + records.length });
    at += consumed;
    for (const [i, record] of records.entries()) {
      if (isBlank(record)) continue;
      rows++;
      yield { record, broken: broken.has(i) };
    }
  }
}
