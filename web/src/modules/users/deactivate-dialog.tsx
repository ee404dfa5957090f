import { createSignal, For, Show, Suspense } from "solid-js";
import type * as z from "zod";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { deactivateUser, type OpenRecords } from "#worker/modules/users/contract.ts";
import { usePeople } from "./people.ts";
import { userWords } from "./text/index.ts";
import { USER_PATHS, type UserRow } from "./user-data.ts";

type Counts = z.output<typeof OpenRecords>;
const KINDS = ["leads", "deals", "contacts", "companies", "tasks"] as const satisfies readonly (keyof Counts)[];

interface DeactivateProps {
  user: UserRow | undefined;
  onClose: () => void;
}

/** Closes an account. When something open is still theirs, says how much and asks who takes over. */
export function DeactivateDialog(props: DeactivateProps) {
  const w = useWords(userWords);
  return (
    <Dialog open={Boolean(props.user)} onClose={props.onClose} title={w("deactivating.title", { name: props.user?.full_name ?? "" })} help={w("deactivating.help")}>
      <Suspense fallback={<SkeletonLines />}><Show when={props.user}>{(user) => <DeactivateForm user={user()} onClose={props.onClose} />}</Show></Suspense>
    </Dialog>
  );
}

function DeactivateForm(props: { user: UserRow; onClose: () => void }) {
  const w = useWords(userWords);
  const people = usePeople();
  const [open, setOpen] = createSignal<Counts>();
  const form = createForm({
    values: { to: undefined as string | undefined },
    check: ({ to }) => ({ to: open() && !to ? w("deactivating.toMissing") : undefined }),
    submit: async ({ to }) => {
      const name = props.user.full_name;
      const { reassigned } = await call(deactivateUser, { params: { user_id: props.user.id }, body: to ? { reassign_to_user_id: to } : {} });
      await invalidate(...USER_PATHS);
      const moved = KINDS.some((kind) => reassigned[kind]);
      toast.success(moved ? w("deactivating.moved", { name, to: people.name(to) ?? "" }) : w("deactivating.done", { name }));
      props.onClose();
    },
    explain: (error) => {
      if (!(error instanceof ApiError) || error.code !== "OPEN_RECORDS") return accessErrorText(error);
      setOpen((error.details as { open_records: Counts }).open_records);
      return "";
    },
  });
  return (
    <FormView form={form} submitLabel={w("deactivating.submit")} onCancel={props.onClose} guard={false}>
      <Show when={open()}>
        {(counts) => (
          <>
            <Banner tone="warning" title={w("deactivating.owns")} live>
              <ul><For each={KINDS.filter((kind) => counts()[kind])}>{(kind) => <li>{w(`deactivating.${kind}`, { count: counts()[kind] })}</li>}</For></ul>
            </Banner>
            <Combobox label={w("deactivating.to")} options={people.options().filter(({ value }) => value !== props.user.id)} help={w("deactivating.toHelp")} {...form.field("to")} />
          </>
        )}
      </Show>
    </FormView>
  );
}
