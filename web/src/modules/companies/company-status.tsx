import CircleCheck from "lucide-solid/icons/circle-check";
import CircleX from "lucide-solid/icons/circle-x";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import type { CompanyRow } from "./company-data.ts";
import { companyWords } from "./text/index.ts";

/** Whether business is done with a company: colour, icon and word. */
export function CompanyStatus(props: { status: CompanyRow["status"] }) {
  const w = useWords(companyWords);
  return <StatusBadge tone={props.status === "active" ? "success" : "neutral"} icon={props.status === "active" ? CircleCheck : CircleX}>{w(`statuses.${props.status}`)}</StatusBadge>;
}
