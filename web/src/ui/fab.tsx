import Plus from "lucide-solid/icons/plus";
import { Icon } from "./icon.tsx";

/** The primary action of a list on a phone. */
export function Fab(props: { label: string; onClick: () => void }) {
  return <button type="button" class="fab phone-only" aria-label={props.label} onClick={() => props.onClick()}><Icon of={Plus} size="lg" /></button>;
}
