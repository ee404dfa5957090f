import ArrowRight from "lucide-solid/icons/arrow-right";
import Check from "lucide-solid/icons/check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import ShieldCheck from "lucide-solid/icons/shield-check";
import Trash2 from "lucide-solid/icons/trash";
import { createSignal, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, queryClient, queryKey } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { deleteDeal, getDeal, markWon, moveStage, requestApproval } from "#worker/modules/deals/contract.ts";
import { useSentForApproval } from "#web/src/modules/approvals/sent.ts";
import type { DealView } from "./deal-page.tsx";
import { stageName, type StageRow } from "./pipelines.ts";
import { dealWords } from "./text/index.ts";
import { WatchToggle } from "#web/src/modules/activities/watch-toggle.tsx";
import { dealErrorText } from "./words.ts";

const refresh = () => invalidate("/v1/deals", "/v1/units", "/v1/timeline");

/** What can be done to the deal on screen: moves show at once and are undone when refused. */
export function createDealActions(deal: () => DealView | undefined, after: { deleted: () => void }) {
  const w = useWords(dealWords);
  const sent = useSentForApproval();
  const [losing, setLosing] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const show = (id: string, change: Partial<DealView>) => queryClient.setQueryData<DealView>(queryKey(getDeal, { params: { deal_id: id } }), (was) => was && { ...was, ...change });

  const win = async () => {
    const found = deal();
    if (!found || !(await confirm({ title: w("win.title", { name: found.name }), text: w("win.text"), confirmLabel: w("win.action") }))) return;
    setBusy(true);
    try {
      if (!sent(await call(markWon, { params: { deal_id: found.id }, body: {} }))) toast.success(w("win.done", { name: found.name }));
    } catch (error) {
      toast.error(dealErrorText(error));
    }
    await refresh();
    setBusy(false);
  };
  const askAhead = async () => {
    const found = deal();
    if (!found) return;
    try {
      if (!sent(await call(requestApproval, { params: { deal_id: found.id } }))) toast.info(w("askAhead.notNeeded", { name: found.name }));
    } catch (error) {
      toast.error(dealErrorText(error));
    }
  };
  const moveTo = async (stage: StageRow) => {
    const found = deal();
    if (!found) return;
    if (stage.is_win) return win();
    if (stage.is_loss) return void setLosing(true);
    show(found.id, { stage_id: stage.id, stage: stage });
    try {
      const saved = await call(moveStage, { params: { deal_id: found.id }, body: { stage_id: stage.id, version: found.version } });
      show(found.id, { version: saved.version });
      toast.success(w("moved", { name: found.name, stage: stageName(stage) }));
    } catch (error) {
      show(found.id, { stage_id: found.stage_id, stage: found.stage });
      toast.error(w("movedBack", { name: found.name, stage: stageName(found.stage), reason: dealErrorText(error) }));
    }
    await refresh();
  };
  const remove = async () => {
    const found = deal();
    if (!found || !(await confirm({ title: w("remove.title", { name: found.name }), text: w("remove.text"), confirmLabel: t("action.delete"), danger: true }))) return;
    try {
      await call(deleteDeal, { params: { deal_id: found.id } });
      after.deleted();
      toast.success(w("remove.done", { name: found.name }));
      await invalidate("/v1/deals", "/v1/units");
    } catch (error) {
      toast.error(dealErrorText(error));
    }
  };
  return {
    busy, win, moveTo, remove, askAhead, losing,
    lose: () => setLosing(true),
    keep: () => setLosing(false),
    lost(found: { name: string }) {
      setLosing(false);
      toast.success(w("lose.done", { name: found.name }));
      void refresh();
    },
  };
}

/** The next stage first; won, lost and the rest quieter. */
export function DealActions(props: { deal: DealView; actions: ReturnType<typeof createDealActions>; stages: readonly StageRow[] }) {
  const w = useWords(dealWords);
  const openStages = () => props.stages.filter((stage) => !stage.is_win && !stage.is_loss);
  const next = () => openStages()[openStages().findIndex(({ id }) => id === props.deal.stage_id) + 1];
  const open = () => props.deal.status === "open";
  const more = () => [
    ...(can("deal.update") ? [{ label: w("askAhead.action"), icon: ShieldCheck, onSelect: () => void props.actions.askAhead() }] : []),
    ...(can("deal.delete") ? [{ label: w("remove.action"), icon: Trash2, danger: true, onSelect: () => void props.actions.remove() }] : []),
  ];
  const mayMove = () => open() && can("deal.stage.move") && next();
  return (
    <>
      <WatchToggle subject_type="deal" subject_id={props.deal.id} />
      <Show when={open()}>
        <Show when={can("deal.mark.loss")}><Button variant="ghost" onClick={props.actions.lose}>{w("lose.action")}</Button></Show>
        <Show when={can("deal.mark.win")}><Button variant={mayMove() ? "secondary" : "primary"} icon={Check} busy={props.actions.busy()} onClick={() => void props.actions.win()}>{w("win.action")}</Button></Show>
        <Show when={mayMove()}>{(stage) => <Button variant="primary" trailing={ArrowRight} pointing onClick={() => void props.actions.moveTo(stage())}>{w("move.next", { stage: stageName(stage()) })}</Button>}</Show>
        <Show when={more().length}><Menu label={t("action.more")} icon={Ellipsis} iconOnly placement="bottom-end" entries={more()} /></Show>
      </Show>
    </>
  );
}
