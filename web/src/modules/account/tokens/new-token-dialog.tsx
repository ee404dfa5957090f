import Copy from "lucide-solid/icons/copy";
import { createSignal, Show } from "solid-js";
import { ApiError, call, type CallOutput } from "#web/src/kernel/api.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createToken } from "#worker/modules/auth/tokens-contract.ts";
import { accountWords } from "../text/index.ts";
import { ScopePicker } from "./scope-picker.tsx";

const DAYS = ["7", "30", "90", "180", "365"] as const;
type Made = CallOutput<typeof createToken>;

/** Makes an access token, and shows it this once. */
export function NewTokenDialog(props: { onClose: () => void }) {
  const w = useWords(accountWords);
  const [made, setMade] = createSignal<Made>();
  return (
    <Dialog open wide onClose={props.onClose} title={made() ? w("token.made") : w("token.create")} help={made() ? undefined : w("token.createHelp")}>
      <Show when={made()} fallback={<TokenForm onClose={props.onClose} onMade={setMade} />}>{(token) => <MadeToken token={token()} onClose={props.onClose} />}</Show>
    </Dialog>
  );
}

function TokenForm(props: { onClose: () => void; onMade: (token: Made) => void }) {
  const w = useWords(accountWords);
  const form = createForm({
    values: { name: "", days: "90" as (typeof DAYS)[number], permissions: [] as readonly string[] },
    check: ({ name, permissions }) => ({ name: name.trim() ? undefined : w("token.nameMissing"), permissions: permissions.length ? undefined : w("token.permissionsMissing") }),
    async submit({ name, days, permissions }) {
      props.onMade(await call(createToken, { body: { name: name.trim(), permissions: [...permissions], expires_in_days: Number(days) } }));
      void invalidate("/v1/me/tokens");
    },
    explain: (error) => (error instanceof ApiError && error.code === "LIMIT_REACHED" ? w("token.tooMany") : undefined),
  });
  return (
    <FormView form={form} guard={false} onCancel={props.onClose} submitLabel={w("token.submit")}>
      <TextField {...form.field("name")} label={w("token.name")} placeholder={w("token.nameExample")} maxLength={60} />
      <Select {...form.field("days")} label={w("token.life")} options={DAYS.map((value) => ({ value, label: w("token.days", { count: Number(value) }), hint: formatDate(Date.now() + Number(value) * 86_400_000) }))} />
      <ScopePicker {...form.field("permissions")} />
    </FormView>
  );
}

function MadeToken(props: { token: Made; onClose: () => void }) {
  const w = useWords(accountWords);
  const copy = async () => {
    await navigator.clipboard.writeText(props.token.token);
    toast.success(t("action.copied"));
  };
  return (
    <div class="stack" data-gap="lg">
      <Banner tone="warning">{w("token.once")}</Banner>
      <div class="secret"><span class="code" data-token="">{props.token.token}</span><IconButton icon={Copy} size="sm" label={w("token.copy")} onClick={() => void copy()} /></div>
      <div><Button variant="primary" onClick={() => props.onClose()}>{t("action.done")}</Button></div>
    </div>
  );
}
