import { For, Show, Suspense } from "solid-js";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { session } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { DateField } from "#web/src/ui/date-field.tsx";
import { confirm, Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createDelegation, deleteDelegation, listDelegations } from "#worker/modules/approvals/contract.ts";
import { approvalWords } from "./text/index.ts";

type Listed = z.output<typeof listDelegations.returns>["items"][number];

const refresh = () => invalidate("/v1/approvals/delegations");
const today = () => new Date().toLocaleDateString("sv");

/** Who decides for the reader while they are away, and for whom they decide. */
export function DelegationDialog(props: { open: boolean; onClose: () => void }) {
  const w = useWords(approvalWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("delegation.title")} help={w("delegation.help")}>
      <Suspense fallback={<SkeletonLines lines={4} />}><Show when={props.open}><Delegations onClose={props.onClose} /></Show></Suspense>
    </Dialog>
  );
}

function Delegations(props: { onClose: () => void }) {
  const w = useWords(approvalWords);
  const query = useCall(listDelegations);
  const me = () => session()?.user.id;
  const all = () => settled(query)?.items ?? [];
  const given = () => all().filter(({ from_user }) => from_user.id === me());
  const received = () => all().filter(({ to_user }) => to_user.id === me());
  return (
    <div class="stack" data-gap="lg">
      <Show when={given().length} fallback={<Show when={!query.isPending}><p class="muted">{w("delegation.none")}</p></Show>}>
        <DelegationList title={w("delegation.given")} items={given()} own />
      </Show>
      <Show when={received().length}><DelegationList title={w("delegation.received")} items={received()} /></Show>
      <DelegationForm onClose={props.onClose} />
    </div>
  );
}

function DelegationList(props: { title: string; items: readonly Listed[]; own?: boolean }) {
  const w = useWords(approvalWords);
  const end = async (delegation: Listed) => {
    const { full_name: name } = delegation.to_user;
    if (!(await confirm({ title: w("delegation.endTitle", { name }), text: w("delegation.endText"), confirmLabel: w("delegation.end") }))) return;
    await call(deleteDelegation, { params: { delegation_id: delegation.id } }).then(() => toast.success(w("delegation.ended")), (error: unknown) => toast.error(errorText(error)));
    await refresh();
  };
  return (
    <section class="stack">
      <h3 class="heading">{props.title}</h3>
      <ul class="stack">
        <For each={props.items}>
          {(one) => (
            <li class="row">
              <Person name={props.own ? one.to_user.full_name : one.from_user.full_name} />
              <span class="small muted">{w("delegation.period", { from: formatDate(one.from, "short"), until: formatDate(one.until, "short") })}</span>
              <Show when={props.own}><span class="push"><Button size="sm" variant="ghost" onClick={() => void end(one)}>{w("delegation.end")}</Button></span></Show>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

/** Days as a person means them: from the first one's beginning (now, if that is today) to the last one's end. */
function DelegationForm(props: { onClose: () => void }) {
  const w = useWords(approvalWords);
  const people = usePeople();
  const form = createForm({
    values: { to_user_id: undefined as string | undefined, from: today() as string | undefined, until: undefined as string | undefined },
    check: ({ to_user_id, from, until }) => ({
      to_user_id: to_user_id ? undefined : w("delegation.toMissing"),
      until: !until ? w("delegation.untilMissing") : until < (from ?? today()) ? w("delegation.untilBefore") : undefined,
    }),
    submit: async ({ to_user_id, from, until }) => {
      const later = from && from > today() ? { from: new Date(`${from}T00:00:00`).toISOString() } : {};
      await call(createDelegation, { body: { to_user_id: to_user_id!, ...later, until: new Date(`${until}T23:59:59`).toISOString() } });
      await refresh();
      toast.success(w("delegation.saved", { name: people.name(to_user_id) ?? "" }));
      props.onClose();
    },
  });
  return (
    <FormView form={form} submitLabel={w("delegation.save")} onCancel={props.onClose} guard={false}>
      <Combobox label={w("delegation.to")} options={people.options().filter(({ value }) => value !== session()?.user.id)} {...form.field("to_user_id")} />
      <DateField label={w("delegation.from")} min={today()} {...form.field("from")} />
      <DateField label={w("delegation.until")} min={form.values().from ?? today()} {...form.field("until")} />
    </FormView>
  );
}
