import Contact from "lucide-solid/icons/contact";
import Plus from "lucide-solid/icons/plus";
import { For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePages } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { ContactStage } from "#web/src/modules/contacts/stage.tsx";
import { contactWords } from "#web/src/modules/contacts/text/index.ts";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Name, Phone } from "#web/src/ui/text.tsx";
import { listContacts } from "#worker/modules/contacts/contract.ts";
import { companyWords } from "./text/index.ts";

/** The people of a company. */
export function CompanyContacts(props: { company_id: string }) {
  return <Gate permission="contact.read"><Loaded {...props} /></Gate>;
}

function Loaded(props: { company_id: string }) {
  const w = useWords(companyWords);
  const cw = useWords(contactWords);
  const list = usePages(listContacts, () => ({ company: props.company_id, sort: "full_name" }));
  const add = () => <Show when={can("contact.create")}><ButtonLink icon={Plus} href={`/contacts?new=1&company=${props.company_id}`}>{w("contactsTab.add")}</ButtonLink></Show>;
  return (
    <Show when={!list.error()} fallback={<ErrorState error={list.error()} retry={list.retry} />}>
      <Show when={!list.loading()} fallback={<SkeletonLines lines={3} />}>
        <Show when={list.rows().length} fallback={<EmptyState icon={Contact} title={w("contactsTab.none")} actions={add()}>{w("contactsTab.noneHelp")}</EmptyState>}>
          <div class="stack">
            <div class="table-frame">
              <table class="table" data-inset="">
                <thead><tr><th scope="col">{cw("name")}</th><th scope="col">{cw("jobTitle")}</th><th scope="col">{cw("phone")}</th><th scope="col">{cw("stage")}</th></tr></thead>
                <tbody>
                  <For each={list.rows()}>
                    {(contact) => <tr><td><Link href={`/contacts/${contact.id}`}><Name>{contact.full_name}</Name></Link></td><td><Name>{contact.job_title}</Name></td><td><Phone number={contact.phone_e164} /></td><td><ContactStage stage={contact.lifecycle_stage} /></td></tr>}
                  </For>
                </tbody>
              </table>
            </div>
            <Show when={list.pager.hasNext() || list.pager.hasPrevious()}>
              <div class="row">
                <Show when={list.pager.hasPrevious()}><Button variant="ghost" size="sm" onClick={() => list.pager.previous()}>{t("action.previous")}</Button></Show>
                <Show when={list.pager.hasNext()}><Button variant="ghost" size="sm" onClick={() => list.pager.next()}>{t("action.next")}</Button></Show>
              </div>
            </Show>
          </div>
        </Show>
      </Show>
    </Show>
  );
}
