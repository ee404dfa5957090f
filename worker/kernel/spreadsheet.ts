import Papa from "papaparse";

/** A cell that a spreadsheet would run; a phone number in E.164 and a negative number are none. */
const FORMULA = /^(?!\+\d{7,15}$)(?!-?\d+([.,]\d+)*$)\s*[=+\-@\t\r]/;

/** Lines of CSV whose cells a spreadsheet never runs. */
export const toLines = (rows: readonly (readonly string[])[]): string =>
  `${Papa.unparse(rows.map((row) => row.map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell))), { newline: "\r\n" })}\r\n`;

/** What a file begins with, so that Excel reads it as UTF-8. */
export const BOM = "\ufeff";

/** A CSV file that Excel opens in Arabic and never runs. */
export const toSpreadsheet = (rows: readonly (readonly string[])[]): string => BOM + toLines(rows);
