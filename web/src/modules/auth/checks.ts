import { useWords } from "#web/src/kernel/i18n.ts";
import { authWords } from "./text/index.ts";

export const PASSWORD_MIN = 10;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** Problems with what was typed, in words; undefined when it is fine. The API checks again. */
export function useChecks() {
  const w = useWords(authWords);
  return {
    email: (text: string) => (EMAIL.test(text.trim()) ? undefined : w("problem.email")),
    required: (text: string) => (text.trim() ? undefined : w("problem.required")),
    password(text: string) {
      if (text.length < PASSWORD_MIN) return w("problem.short", { count: PASSWORD_MIN - text.length });
      return new Set(text).size < 5 ? w("problem.common") : undefined;
    },
  };
}
