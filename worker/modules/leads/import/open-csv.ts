import { type CsvFormat, isBlank, MAX_COLUMNS, recordsOf, refused, sniffFormat, takeRecords, WINDOW } from "./csv-file.ts";
import { isE164 } from "../phone.ts";
import { nameColumns } from "./columns.ts";

/** Rows that are looked at before an import starts. */
export const CHECKED_ROWS = 5000;
/** Enough bytes for them: 1.6 KB a row. */
export const CHECKED_BYTES = 8 * WINDOW;

export interface Sample { readonly records: readonly { record: string[]; broken: boolean }[] }
export interface OpenedCsv extends Sample { readonly format: CsvFormat; readonly columns: string[]; readonly data_offset: number; readonly rows_total: number }

/** A file understood: how to read it, its columns, how many rows it has and the first of them. Refuses, with a stable reason, what is no list. */
export function openCsv(bytes: Uint8Array): OpenedCsv {
  if (!bytes.length) throw refused("empty", "The file is empty.");
  const { format, start } = sniffFormat(bytes);
  let data_offset = start, header: string[] | undefined;
  while (!header && data_offset < bytes.length) {
    const window = bytes.subarray(data_offset, data_offset + WINDOW);
    const { records: [first], consumed } = takeRecords(window, format, data_offset + WINDOW >= bytes.length, 1);
    if (!consumed) throw refused("unclosed_quote", "A quotation mark is opened in the header and never closed.");
    data_offset += consumed;
    if (first && !isBlank(first)) header = first;
  }
  if (!header) throw refused("empty", "The file is empty.");
  while (header.length > 1 && !header.at(-1)!.trim()) header.pop();
  if (header.length > MAX_COLUMNS) throw refused("too_many_columns", `The file has ${header.length} columns; at most ${MAX_COLUMNS} can be read. Remove the ones you do not need.`, { columns: header.length, max: MAX_COLUMNS });
  if (header.some((cell) => isE164(cell.trim()) || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell.trim()))) throw refused("no_header", "The first row holds a person, not the names of the columns. Add a row with the names above it.");

  const records: { record: string[]; broken: boolean }[] = [];
  let rows_total = 0;
  for (const row of recordsOf(bytes, format, data_offset)) if (++rows_total <= CHECKED_ROWS) records.push(row);
  if (!rows_total) throw refused("header_only", "The file has column names but no rows.");
  return { format, columns: nameColumns(header), data_offset, rows_total, records };
}
