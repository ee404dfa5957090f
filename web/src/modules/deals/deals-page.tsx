import { Show } from "solid-js";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { DealsBoard } from "./deals-board.tsx";
import { DealsList } from "./deals-list.tsx";
import { createDeals } from "./deals-state.ts";
import { NewDealDialog } from "./new-deal-dialog.tsx";
import "./deals.css";

/** Deals of a pipeline, as a board or as a list. */
export default function DealsPage() {
  const deals = createDeals();
  useShortcut("n", () => deals.create(true));
  return (
    <>
      <Show when={deals.view() === "list"} fallback={<DealsBoard deals={deals} />}><DealsList deals={deals} /></Show>
      <NewDealDialog open={deals.creating()} pipeline={deals.pipelines.find(deals.pipeline())?.id} onClose={() => deals.create(false)} />
    </>
  );
}
