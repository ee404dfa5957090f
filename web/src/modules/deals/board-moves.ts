import { createSignal, onCleanup } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { useSentForApproval } from "#web/src/modules/approvals/sent.ts";
import { confirm } from "#web/src/ui/dialog.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { markWon, moveStage } from "#worker/modules/deals/contract.ts";
import { withChanged, withMoved, type BoardColumnView, type BoardView, type Card } from "./board-data.ts";
import { stageName } from "./pipelines.ts";
import { dealWords } from "./text/index.ts";
import { dealErrorText } from "./words.ts";

const SHOWN_MS = 8000;
const OWN_MS = 5000;

/** Moves of cards: shown at once, undone with a reason when refused; and those of others, marked for a while. */
export function createBoardMoves(change: (next: (board: BoardView) => BoardView) => void, columns: () => readonly BoardColumnView[]) {
  const w = useWords(dealWords);
  const sent = useSentForApproval();
  const [losing, setLosing] = createSignal<Card>();
  const [others, setOthers] = createSignal<ReadonlySet<string>>(new Set());
  const own = new Map<string, number>();
  const moving = new Map<string, Promise<Partial<Card> | undefined>>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  onCleanup(() => timers.forEach(clearTimeout));

  const columnOf = (id: string) => columns().find(({ items }) => items.some((card) => card.id === id));
  const mine = (id: string) => own.set(id, Date.now());

  /** `send` answers undefined when nothing is done yet: the card goes back, and whoever said so has told why. */
  const ahead = async (card: Card, to: string, send: (version: number) => Promise<Partial<Card> | undefined>, done?: string) => {
    const from = columnOf(card.id)!;
    mine(card.id);
    change((board) => withMoved(board, card, to));
    // A card moved on before the answer is here: one move after another, each from the version that the one before left.
    const before = moving.get(card.id);
    const sending = (async () => {
      await before?.catch(() => {});
      const saved = await send(columnOf(card.id)?.items.find(({ id }) => id === card.id)?.version ?? card.version);
      if (saved) change((board) => withChanged(board, card.id, { version: saved.version ?? card.version }));
      return saved;
    })();
    moving.set(card.id, sending);
    const last = () => moving.get(card.id) === sending;
    const back = () => {
      own.delete(card.id);
      if (last()) change((board) => withChanged(withMoved(board, card, from.stage.id), card.id, card));
    };
    try {
      const saved = await sending;
      if (saved) {
        mine(card.id);
        if (last()) change((board) => withChanged(board, card.id, saved));
        if (done) toast.success(done);
      } else back();
    } catch (error) {
      back();
      toast.error(w("movedBack", { name: card.name, stage: stageName(from.stage), reason: dealErrorText(error) }));
    }
    if (!last()) return;
    moving.delete(card.id);
    void invalidate("/v1/deals", "/v1/units");
  };

  const move = async (card: Card, to: string) => {
    const target = columns().find(({ stage }) => stage.id === to)?.stage;
    if (!target) return;
    if (target.is_loss) return void setLosing(card);
    if (!target.is_win) return ahead(card, to, (version) => call(moveStage, { params: { deal_id: card.id }, body: { stage_id: to, version } }));
    if (await confirm({ title: w("win.title", { name: card.name }), text: w("win.text"), confirmLabel: w("win.action") })) {
      const win = async () => {
        const won = await call(markWon, { params: { deal_id: card.id }, body: {} });
        return sent(won) ? undefined : won;
      };
      await ahead(card, to, win, w("win.done", { name: card.name }));
    }
  };

  return {
    move,
    /** The deal whose reason is being asked for. */
    losing,
    keep: () => setLosing(undefined),
    lost(deal: { id: string; name: string }) {
      const stage = columns().find((column) => column.stage.is_loss)?.stage;
      const card = losing();
      setLosing(undefined);
      mine(deal.id);
      if (stage && card) change((board) => withChanged(withMoved(board, card, stage.id), deal.id, { status: "lost", closed_at: new Date().toISOString() }));
      toast.success(w("lose.done", { name: deal.name }));
      void invalidate("/v1/deals", "/v1/units");
    },
    /** Something happened to a deal: marks it unless it was this person. */
    heard(id: string) {
      if (Date.now() - (own.get(id) ?? 0) < OWN_MS) return;
      setOthers((was) => new Set(was).add(id));
      timers.add(setTimeout(() => setOthers((was) => new Set([...was].filter((other) => other !== id))), SHOWN_MS));
    },
    movedByOthers: others,
    /** Why cards may not be dropped on a stage. */
    closed(stage: BoardColumnView["stage"] | undefined) {
      const needed = stage?.is_win ? "deal.mark.win" : stage?.is_loss ? "deal.mark.loss" : "deal.stage.move";
      return can(needed) ? undefined : t("gate.roleHelp", { permission: needed });
    },
  };
}
