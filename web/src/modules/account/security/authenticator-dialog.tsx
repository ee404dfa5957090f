import Copy from "lucide-solid/icons/copy";
import { createSignal, Match, Switch } from "solid-js";
import { ApiError, call, type CallOutput } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { CodeForm } from "#web/src/ui/code-form.tsx";
import { confirm, Dialog } from "#web/src/ui/dialog.tsx";
import { Stepper } from "#web/src/ui/stepper.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { confirmTotp, type setupTotp } from "#worker/modules/auth/factors-contract.ts";
import { accountWords } from "../text/index.ts";
import { BackupCodes } from "./backup-codes.tsx";

type Setup = CallOutput<typeof setupTotp>;
const STEPS = ["scan", "confirm", "codes"] as const;

/** Sets an authenticator app up: scan, confirm its first code, keep the backup codes. `onDone` comes after the last step. */
export function AuthenticatorDialog(props: { setup: Setup; onClose: () => void; onDone: () => void }) {
  const w = useWords(accountWords);
  const [step, setStep] = createSignal<(typeof STEPS)[number]>("scan");
  const [codes, setCodes] = createSignal<readonly string[]>([]);
  const close = async () => {
    if (step() !== "codes") return props.onClose();
    if (await confirm({ title: w("backup.leave"), text: w("backup.leaveHelp"), confirmLabel: w("backup.leaveYes"), danger: true })) props.onDone();
  };
  const submit = async (code: string) => {
    const { backup_codes } = await call(confirmTotp, { body: { code } });
    if (!backup_codes) return props.onDone();
    setCodes(backup_codes);
    setStep("codes");
  };
  const explain = (error: unknown) => {
    if (!(error instanceof ApiError)) return undefined;
    if (error.code === "VALIDATION_FAILED") return w("authenticator.wrong");
    return error.code === "AUTH_LOCKED" ? w("locked") : undefined;
  };
  return (
    <Dialog open onClose={() => void close()} title={w("authenticator.setUp")}>
      <Stepper steps={STEPS.map((id) => ({ id, label: w(`authenticator.step.${id}`) }))} current={step()} />
      <Switch>
        <Match when={step() === "scan"}><Scan setup={props.setup} onNext={() => setStep("confirm")} /></Match>
        <Match when={step() === "confirm"}>
          <CodeForm help={w("authenticator.codeHelp")} submit={submit} explain={explain} actions={<Button variant="ghost" onClick={() => setStep("scan")}>{t("action.back")}</Button>} />
        </Match>
        <Match when={step() === "codes"}><BackupCodes codes={codes()} onDone={props.onDone} /></Match>
      </Switch>
    </Dialog>
  );
}

function Scan(props: { setup: Setup; onNext: () => void }) {
  const w = useWords(accountWords);
  const copy = async () => {
    await navigator.clipboard.writeText(props.setup.secret);
    toast.success(t("action.copied"));
  };
  return (
    <div class="stack" data-gap="lg">
      <p class="muted">{w("authenticator.scanHelp")}</p>
      <div class="qr">
        <img src={`data:image/svg+xml,${encodeURIComponent(props.setup.qr_svg)}`} alt={w("authenticator.qr")} />
        <a class="link phone-only" href={props.setup.otpauth_url}>{w("authenticator.openApp")}</a>
      </div>
      <div class="stack" data-gap="sm">
        <span class="small strong">{w("authenticator.byHand")}</span>
        <div class="secret"><span class="code">{props.setup.secret.replace(/(.{4})(?=.)/g, "$1 ")}</span><IconButton icon={Copy} size="sm" label={w("authenticator.copyKey")} onClick={() => void copy()} /></div>
      </div>
      <div><Button variant="primary" onClick={() => props.onNext()}>{t("action.next")}</Button></div>
    </div>
  );
}
