import ArrowLeftRight from "lucide-solid/icons/arrow-left-right";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Trash from "lucide-solid/icons/trash";
import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, queryClient, queryKey } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { WatchToggle } from "#web/src/modules/activities/watch-toggle.tsx";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { deleteLead, getLead, patchLead } from "#worker/modules/leads/contract.ts";
import { LEAD_PATHS, leadErrorText, type LeadView, type Status } from "./lead-data.ts";
import { leadWords } from "./text/index.ts";

/** What can be done to the lead on screen: a status shows at once and is put back when refused. */
export function createLeadActions(lead: () => LeadView | undefined, after: { deleted: () => void }) {
  const w = useWords(leadWords);
  const navigate = useNavigate();
  const [disqualifying, setDisqualifying] = createSignal(false);
  const show = (id: string, change: Partial<LeadView>) => queryClient.setQueryData<LeadView>(queryKey(getLead, { params: { lead_id: id } }), (was) => was && { ...was, ...change });

  const set = async (status: Exclude<Status, "converted" | "disqualified">, said: (name: string) => string) => {
    const found = lead();
    if (!found) return;
    show(found.id, { status });
    try {
      const saved = await call(patchLead, { params: { lead_id: found.id }, body: { status }, version: found.version });
      show(found.id, saved);
      toast.success(said(found.full_name));
    } catch (error) {
      show(found.id, { status: found.status });
      toast.error(leadErrorText(error));
    }
    await invalidate(...LEAD_PATHS);
  };
  const moveTo = (status: string) => {
    if (status === "converted") return navigate(`/leads/${lead()?.id}/convert`);
    void set(status as "new", (name) => w("changed", { name, status: w(`statuses.${status as Status}`) }));
  };
  const remove = async () => {
    const found = lead();
    if (!found || !(await confirm({ title: w("remove.title", { name: found.full_name }), text: w("remove.text"), confirmLabel: t("action.delete"), danger: true }))) return;
    try {
      await call(deleteLead, { params: { lead_id: found.id } });
      after.deleted();
      toast.success(w("remove.done", { name: found.full_name }));
      await invalidate("/v1/leads");
    } catch (error) {
      toast.error(leadErrorText(error));
    }
  };
  return { moveTo, remove, disqualifying, setDisqualifying, reopen: () => void set("contacted", (name) => w("disqualify.reopened", { name })) };
}

/** Converting first; letting go and deleting quieter. A converted lead is only watched. */
export function LeadActions(props: { lead: LeadView; actions: ReturnType<typeof createLeadActions> }) {
  const w = useWords(leadWords);
  const open = () => props.lead.status !== "converted";
  return (
    <>
      <WatchToggle subject_type="lead" subject_id={props.lead.id} />
      <Show when={open()}>
        <Show when={props.lead.status !== "disqualified" && can("lead.update")}><Button variant="ghost" onClick={() => props.actions.setDisqualifying(true)}>{w("disqualify.action")}</Button></Show>
        <Show when={can("lead.convert")}><ButtonLink variant="primary" icon={ArrowLeftRight} href={`/leads/${props.lead.id}/convert`}>{w("converted.action")}</ButtonLink></Show>
        <Show when={can("lead.delete")}><Menu label={t("action.more")} icon={Ellipsis} iconOnly placement="bottom-end" entries={[{ label: w("remove.action"), icon: Trash, danger: true, onSelect: () => void props.actions.remove() }]} /></Show>
      </Show>
    </>
  );
}
