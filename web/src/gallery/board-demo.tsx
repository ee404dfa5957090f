import Plus from "lucide-solid/icons/plus";
import { createSignal } from "solid-js";
import { usePage } from "#web/src/kernel/page.ts";
import { Avatar } from "#web/src/ui/avatar.tsx";
import { Board } from "#web/src/ui/board.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Money, Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { LEADS, type DemoLead } from "./data.ts";

const STAGES = ["Inquiry", "Viewing", "Offer", "Reservation", "Won"];

/** The board pattern; moves stay in memory. */
export function BoardDemo() {
  usePage(() => ({ title: "Deals", crumbs: [{ label: "Sales" }] }));
  const [stages, setStages] = createSignal<readonly (readonly DemoLead[])[]>([LEADS.slice(0, 7), LEADS.slice(7, 10), LEADS.slice(10, 13), LEADS.slice(13, 15), []]);
  const move = (card: DemoLead, to: string, index: number) =>
    setStages((all) => all.map((cards, at) => {
      const rest = cards.filter((other) => other !== card);
      return STAGES[at] === to ? rest.toSpliced(index, 0, card) : rest;
    }));
  return (
    <>
      <div class="page-head"><h1 class="page-title">Deals</h1><span class="push"><Button variant="primary" icon={Plus}>New deal</Button></span></div>
      <div class="toolbar" />
      <Board
        label="Deals by stage" cardId={(card) => card.id} cardLabel={(card) => card.name} onOpen={(card) => toast.info(card.name)} onMove={({ card, to, index }) => move(card, to, index)}
        movedBy={(card) => (card.id === "lead-8" ? "Omar" : undefined)}
        columns={STAGES.map((title, at) => ({ id: title, title, count: stages()[at]!.length, total: <Money amount={stages()[at]!.length * 845_000_000} currency="EGP" compact />, aside: <bdi dir="ltr">{at * 25}%</bdi>, cards: stages()[at]! }))}
      >
        {(card) => (
          <>
            <div class="card__title"><Name>{card.name}</Name></div>
            <div class="small muted">{card.interest}</div>
            <div class="strong"><Money amount={card.budget_minor} currency={card.currency} /></div>
            <div class="card__foot"><Avatar name={card.owner ?? "?"} /><span class="push"><bdi dir="ltr">4 d</bdi></span></div>
          </>
        )}
      </Board>
    </>
  );
}
