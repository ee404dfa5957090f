/** What a text costs by SMS (3GPP TS 23.038, 23.040). */
export interface Segments { readonly encoding: "GSM-7" | "UCS-2"; readonly length: number; readonly segments: number }

const BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** Each costs two septets: an escape comes before it. */
const EXTENSION = "\f^{}\\[~]|€";
const SEPTETS: ReadonlyMap<string, number> = new Map([...[...BASIC].map((c) => [c, 1] as const), ...[...EXTENSION].map((c) => [c, 2] as const)]);

/**
 * The encoding, the length in its units and the number of parts. 160 septets or 70 UTF-16 units fit into one part; of
 * several, each holds 153 or 67, and no character is cut in two: not an escaped one, nor a surrogate pair.
 */
export function segmentsOf(text: string): Segments {
  const characters = [...text], gsm = characters.every((c) => SEPTETS.has(c));
  const widths = characters.map((c) => (gsm ? SEPTETS.get(c)! : c.length)), length = widths.reduce((sum, width) => sum + width, 0);
  const [single, part] = gsm ? [160, 153] : [70, 67];
  return { encoding: gsm ? "GSM-7" : "UCS-2", length, segments: length === 0 ? 0 : length <= single ? 1 : parts(widths, part) };
}

function parts(widths: readonly number[], size: number): number {
  let count = 1, filled = 0;
  for (const width of widths) {
    if (filled + width > size) [count, filled] = [count + 1, 0];
    filled += width;
  }
  return count;
}
