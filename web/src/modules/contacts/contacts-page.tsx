import { useSearchParams } from "@solidjs/router";
import ContactIcon from "lucide-solid/icons/contact";
import Plus from "lucide-solid/icons/plus";
import { Show } from "solid-js";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Button } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { Code, Name, Nothing, Phone, RelativeTime } from "#web/src/ui/text.tsx";
import { type ContactPatch, listContacts, patchContact } from "#worker/modules/contacts/contract.ts";
import { CONTACT_PATHS, STAGES, type ContactRow } from "./contact-data.ts";
import { NewContactDialog } from "./new-contact-dialog.tsx";
import { ContactStage } from "./stage.tsx";
import { contactWords } from "./text/index.ts";

/** The people the company sells to. */
export default function ContactsPage() {
  const w = useWords(contactWords);
  const people = usePeople();
  const [params, setParams] = useSearchParams<{ new?: string; company?: string }>();
  const creating = (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false });
  const state = createListState({
    id: "contacts", defaultSort: "-created_at",
    filters: [
      { id: "lifecycle", get label() { return w("stage"); }, options: () => STAGES.map((stage) => ({ value: stage, label: w(`stages.${stage}`) })) },
      { id: "owner", get label() { return w("owner"); }, kind: "one", options: () => [...people.options(), { value: "none", label: w("noOwner") }] },
    ],
    views: [
      { id: "all", get label() { return w("views.all"); }, params: {} },
      { id: "mine", get label() { return w("views.mine"); }, params: { owner: session()?.user.id ?? "" } },
      { id: "customers", get label() { return w("views.customers"); }, params: { lifecycle: "customer" } },
      { id: "unassigned", get label() { return w("views.unassigned"); }, params: { owner: "none" } },
    ],
  });
  const list = usePages(listContacts, () => state.query());
  useLive("contact.*", () => void invalidate("/v1/contacts"));
  useShortcut("n", () => can("contact.create") && creating(true));
  const save = async (contact: ContactRow, body: z.input<typeof ContactPatch>) => {
    await call(patchContact, { params: { contact_id: contact.id }, body, version: contact.version }).finally(() => invalidate(...CONTACT_PATHS));
  };
  const allowed = () => can("contact.update");
  const columns = (): readonly Column<ContactRow>[] => [
    { id: "name", header: w("name"), width: 200, sort: "full_name", required: true, cell: (contact) => <Name primary>{contact.full_name}</Name> },
    { id: "company", header: w("company"), width: 180, cell: (contact) => <Name>{contact.company?.name}</Name> },
    { id: "phone", header: w("phone"), width: 160, cell: (contact) => <Phone number={contact.phone_e164} /> },
    { id: "email", header: w("email"), width: 220, cell: (contact) => <Show when={contact.email} fallback={<Nothing />}>{(email) => <span class="truncate"><Code>{email()}</Code></span>}</Show> },
    {
      id: "stage", header: w("stage"), width: 130, cell: (contact) => <ContactStage stage={contact.lifecycle_stage} />,
      edit: { allowed, value: (contact) => contact.lifecycle_stage, options: () => STAGES.map((stage) => ({ value: stage, label: w(`stages.${stage}`) })), save: (contact, stage) => save(contact, { lifecycle_stage: stage as ContactRow["lifecycle_stage"] }) },
    },
    {
      id: "owner", header: w("owner"), width: 170, cell: (contact) => <Person name={people.name(contact.owner_user_id)} fallback={w("noOwner")} />,
      edit: { allowed, value: (contact) => contact.owner_user_id ?? "", options: () => [{ value: "", label: w("noOwner") }, ...people.options()], save: (contact, id) => save(contact, { owner_user_id: id || null }) },
    },
    { id: "job", header: w("jobTitle"), width: 150, hidden: true, cell: (contact) => <Name>{contact.job_title}</Name> },
    { id: "created", header: w("created"), width: 110, sort: "created_at", cell: (contact) => <RelativeTime at={contact.created_at} /> },
    { id: "updated", header: w("updated"), width: 110, sort: "updated_at", hidden: true, cell: (contact) => <RelativeTime at={contact.updated_at} /> },
  ];
  const add = (variant: "primary") => <Show when={can("contact.create")}><Button variant={variant} icon={Plus} onClick={() => creating(true)}>{w("newContact")}</Button></Show>;
  return (
    <>
      <ListPage<ContactRow>
        title={w("title")} search={w("search")} crumbs={[{ label: w("sales") }]} state={state} list={list} columns={columns()} rowId={(contact) => contact.id} rowLabel={(contact) => contact.full_name} rowHref={(contact) => `/contacts/${contact.id}`}
        phoneRow={(contact) => ({ title: <Name>{contact.full_name}</Name>, end: <ContactStage stage={contact.lifecycle_stage} />, text: contact.company ? <Name>{contact.company.name}</Name> : (people.name(contact.owner_user_id) ?? w("noOwner")), textEnd: <Phone number={contact.phone_e164} /> })}
        primary={<span class="desk-only">{add("primary")}</span>} fab={<Show when={can("contact.create")}><Fab label={w("newContact")} onClick={() => creating(true)} /></Show>}
        empty={<EmptyState icon={ContactIcon} title={w("none")} actions={add("primary")}>{w("noneHelp")}</EmptyState>}
      />
      <NewContactDialog open={params.new !== undefined} company_id={params.company} onClose={() => creating(false)} />
    </>
  );
}
