import Building2 from "lucide-solid/icons/building-complex";
import Contact from "lucide-solid/icons/contact";
import Handshake from "lucide-solid/icons/handshake";
import SquareKanban from "lucide-solid/icons/square-kanban";
import Target from "lucide-solid/icons/target";
import { call } from "#web/src/kernel/api.ts";
import { formatPhone } from "#web/src/kernel/format.ts";
import { locale, wordsOf } from "#web/src/kernel/i18n.ts";
import type { FoundRecord } from "#web/src/shell/palette.tsx";
import { Code, Name } from "#web/src/ui/text.tsx";
import { search } from "#worker/modules/search/contract.ts";
import { searchWords } from "./text/index.ts";

const TYPES = {
  lead: { icon: Target, path: "/leads" }, contact: { icon: Contact, path: "/contacts" }, company: { icon: Building2, path: "/companies" },
  deal: { icon: Handshake, path: "/deals" }, unit: { icon: SquareKanban, path: "/units" },
} as const;

/** Records that hold these words, for the command palette: the type of each is its group. */
export async function findRecords(text: string, signal: AbortSignal): Promise<readonly FoundRecord[]> {
  const [{ items }] = await Promise.all([call(search, { query: { q: text }, signal }), searchWords.load(locale())]);
  const w = wordsOf(searchWords);
  return items.map(({ type, id, title, subtitle }) => ({
    id: `${type}-${id}`, group: w(`groups.${type}`), label: type === "unit" ? <Code>{title}</Code> : <Name>{title}</Name>, icon: TYPES[type].icon, path: `${TYPES[type].path}/${id}`,
    hint: subtitle ? <span class="faint small truncate" dir="auto">{/^\+\d{7,}$/.test(subtitle) ? <span class="phone">{formatPhone(subtitle)}</span> : subtitle}</span> : undefined,
  }));
}
