import Copy from "lucide-solid/icons/copy";
import Download from "lucide-solid/icons/download";
import { createSignal, For } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { confirm, Dialog } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { accountWords } from "../text/index.ts";

/** Backup codes, shown this once: to copy, to download, and to be told that they are kept. */
export function BackupCodes(props: { codes: readonly string[]; onDone: () => void }) {
  const w = useWords(accountWords);
  const [kept, setKept] = createSignal(false);
  const text = () => `${w("backup.fileHead", { email: session()?.user.email ?? "" })}\n\n${props.codes.join("\n")}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(props.codes.join("\n"));
    toast.success(t("action.copied"));
  };
  const download = () => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([text()], { type: "text/plain" })), download: "m3core-backup-codes.txt" });
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div class="stack" data-gap="lg">
      <Banner tone="warning">{w("backup.once")}</Banner>
      <ul class="codes" aria-label={w("backup.title")}><For each={props.codes}>{(code) => <li class="code">{code}</li>}</For></ul>
      <div class="row">
        <Button icon={Copy} onClick={() => void copy()}>{t("action.copy")}</Button>
        <Button icon={Download} onClick={download}>{w("backup.download")}</Button>
      </div>
      <Checkbox label={w("backup.kept")} checked={kept()} onChange={setKept} />
      <div><Button variant="primary" disabledReason={kept() ? undefined : w("backup.keepFirst")} onClick={() => props.onDone()}>{t("action.done")}</Button></div>
    </div>
  );
}

/** Backup codes in a dialog of their own. */
export function BackupCodesDialog(props: { codes: readonly string[] | undefined; onClose: () => void }) {
  const w = useWords(accountWords);
  const close = async () => (await confirm({ title: w("backup.leave"), text: w("backup.leaveHelp"), confirmLabel: w("backup.leaveYes"), danger: true })) && props.onClose();
  return (
    <Dialog open={Boolean(props.codes)} onClose={() => void close()} title={w("backup.title")} help={w("backup.help")}>
      <BackupCodes codes={props.codes ?? []} onDone={props.onClose} />
    </Dialog>
  );
}
