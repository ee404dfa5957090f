import KeyRound from "lucide-solid/icons/key-round";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, Show } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { makePasskey, passkeysWork } from "#web/src/modules/auth/passkeys.ts";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { RelativeTime } from "#web/src/ui/text.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { verifyTotp } from "#worker/modules/auth/factors-contract.ts";
import { addPasskey, passkeyOptions, removePasskey, renamePasskey } from "#worker/modules/auth/passkeys-contract.ts";
import { Line } from "../line.tsx";
import { accountWords } from "../text/index.ts";
import type { FactorLineProps } from "./factor-list.tsx";
import { type Passkey, readFactorsAgain } from "./factors.ts";
import { type Proof, withProof } from "./proof.tsx";

/** Passkeys take no proof with the call: one of them, or a code, is shown for the session first. */
const afterProof = <T,>(change: () => Promise<T>) => withProof(async ({ code }: Proof) => {
  if (code) await call(verifyTotp, { body: { code } });
  return change();
}, ["passkey", "code"]);

/** The person's passkeys: to add, to name, to remove. */
export function PasskeyLines(props: FactorLineProps & { passkeys: readonly Passkey[] }) {
  const w = useWords(accountWords);
  const [naming, setNaming] = createSignal<Passkey | "new">();
  const [adding, setAdding] = createSignal(false);

  const add = (name: string) => props.attempt(async () => {
    setNaming(undefined);
    setAdding(true);
    try {
      const { options } = await call(passkeyOptions);
      const credential = await makePasskey(options);
      const added = credential && (await afterProof(() => call(addPasskey, { body: { name, credential: credential as never } })));
      if (added) props.onAdded(added.backup_codes, w("passkey.added"));
    } catch (error) {
      if (error instanceof ApiError) throw error;
      toast.error(error instanceof Error && error.name === "InvalidStateError" ? w("passkey.known") : w("passkey.failed"));
    } finally {
      setAdding(false);
    }
  });
  const remove = (passkey: Passkey) => props.attempt(async () => {
    if (!(await props.confirmRemoval(w("passkey.removeAsk", { name: passkey.name }), t("action.remove")))) return;
    if (await afterProof(() => call(removePasskey, { params: { passkey_id: passkey.id } }))) props.onChanged(w("passkey.removed"));
  });

  return (
    <>
      <Line
        icon={KeyRound} title={w("passkey.title")} text={w("passkey.text")}
        actions={<Button busy={adding()} disabledReason={passkeysWork() ? undefined : w("passkey.unsupported")} onClick={() => setNaming("new")}>{w("passkey.add")}</Button>}
      />
      <For each={props.passkeys}>
        {(passkey) => (
          <Line
            icon={KeyRound} label={passkey.name} title={<span dir="auto">{passkey.name}</span>}
            meta={<>
              <span>{w("passkey.addedOn", { date: formatDate(passkey.created_at) })}</span>
              <Show when={passkey.last_used_at}>{(at) => <span>{w("lastUsed")} <RelativeTime at={at()} /></span>}</Show>
              <Show when={passkey.is_backed_up}><span>{w("passkey.synced")}</span></Show>
            </>}
            actions={<>
              <IconButton icon={Pencil} size="sm" label={w("passkey.rename", { name: passkey.name })} onClick={() => setNaming(passkey)} />
              <IconButton icon={Trash} size="sm" label={w("passkey.remove", { name: passkey.name })} onClick={() => void remove(passkey)} />
            </>}
          />
        )}
      </For>
      <Show when={naming()} keyed>{(target) => <NameDialog passkey={target === "new" ? undefined : target} onClose={() => setNaming(undefined)} onName={add} />}</Show>
    </>
  );
}

function NameDialog(props: { passkey: Passkey | undefined; onClose: () => void; onName: (name: string) => Promise<void> }) {
  const w = useWords(accountWords);
  const form = createForm({
    values: { name: props.passkey?.name ?? w("passkey.nameDefault") },
    check: ({ name }) => ({ name: name.trim() ? undefined : w("passkey.nameMissing") }),
    async submit({ name }) {
      if (!props.passkey) return props.onName(name.trim());
      await call(renamePasskey, { params: { passkey_id: props.passkey.id }, body: { name: name.trim() }, version: props.passkey.version });
      void readFactorsAgain();
      props.onClose();
    },
  });
  return (
    <Dialog open onClose={props.onClose} title={props.passkey ? w("passkey.renameTitle") : w("passkey.add")} help={props.passkey ? undefined : w("passkey.addHelp")}>
      <FormView form={form} guard={false} onCancel={props.onClose} submitLabel={props.passkey ? t("action.save") : t("action.next")}>
        <TextField {...form.field("name")} label={w("passkey.name")} maxLength={60} />
      </FormView>
    </Dialog>
  );
}
