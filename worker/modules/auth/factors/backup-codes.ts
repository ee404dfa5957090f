import { sha256 } from "#worker/kernel/ids.ts";

const COUNT = 10, LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

/** Without what is easily misread, and with as many letters as a code has room for chance: 79 bits. */
function newCode(): string {
  const letters: string[] = [];
  while (letters.length < 16) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte! < 248) letters.push(LETTERS[byte! % 31]!);
  }
  return letters.join("").replace(/(.{4})(?=.)/g, "$1-");
}

/** Codes are compared as they are read, however they were typed. A plain hash does: nobody can try so many. */
export const hashOfBackupCode = (user_id: string, code: string): Promise<string> => sha256(`${user_id}:${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`);

/** Ten codes to show once, and the hashes to keep. */
export async function newBackupCodes(user_id: string): Promise<{ codes: string[]; hashes: string[] }> {
  const codes = Array.from({ length: COUNT }, newCode);
  return { codes, hashes: await Promise.all(codes.map((code) => hashOfBackupCode(user_id, code))) };
}
