import LifeBuoy from "lucide-solid/icons/life-buoy";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { makeBackupCodes } from "#worker/modules/auth/factors-contract.ts";
import { Line } from "../line.tsx";
import { accountWords } from "../text/index.ts";
import type { FactorLineProps } from "./factor-list.tsx";
import { withProof } from "./proof.tsx";

const FEW = 3;

/** The way in when every device is lost: how many codes are left, and new ones. */
export function BackupCodesLine(props: FactorLineProps) {
  const w = useWords(accountWords);
  const left = () => props.factors.backup_codes_left;
  const renew = () => props.attempt(async () => {
    if (left() && !(await confirm({ title: w("backup.renewAsk"), text: w("backup.renewHelp"), confirmLabel: w("backup.renew") }))) return;
    const made = await withProof((body) => call(makeBackupCodes, { body }));
    if (made) props.onAdded(made.backup_codes, w("backup.renewed"));
  });
  return (
    <Line
      icon={LifeBuoy} title={w("backup.title")} state={<Show when={left() <= FEW}><StatusBadge tone="warning" icon={TriangleAlert} quiet>{w("backup.few")}</StatusBadge></Show>}
      text={w("backup.left", { count: left() })} actions={<Button variant="ghost" onClick={() => void renew()}>{w("backup.renew")}</Button>}
    />
  );
}
