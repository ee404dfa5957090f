import { useSearchParams } from "@solidjs/router";
import Clock from "lucide-solid/icons/clock";
import MessageSquareText from "lucide-solid/icons/message-square-text";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import UserPen from "lucide-solid/icons/user-pen";
import { For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { Button } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { Code, Name } from "#web/src/ui/text.tsx";
import { listTemplateFamilies } from "#worker/modules/notify/templates/templates-contract.ts";
import { NewMessageDialog } from "./new-message-dialog.tsx";
import { CHANNELS, type Channel, type FamilyRow, familyName, LANGUAGES, PATHS } from "./template-data.ts";
import { templateWords } from "./text/index.ts";
import "./templates.css";

/** Every message of the product and of the company: on which channels and in which languages it has words, and whose. */
export default function TemplatesPage() {
  const w = useWords(templateWords);
  const [params, setParams] = useSearchParams<{ new?: string }>();
  const create = (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false });
  const options = <K extends string>(values: readonly K[], label: (value: K) => string) => () => values.map((value) => ({ value, label: label(value) }));
  const state = createListState({
    id: "templates",
    filters: [
      { id: "channel", get label() { return w("channel"); }, kind: "one", options: options(CHANNELS, (channel) => w(`channels.${channel}`)) },
      { id: "locale", get label() { return w("language"); }, kind: "one", options: options(LANGUAGES, (language) => w(`languages.${language}`)) },
      { id: "status", get label() { return w("status"); }, kind: "one", options: options(["draft", "approved"] as const, (status) => w(`filterStatus.${status}`)) },
      { id: "is_system", get label() { return w("owner"); }, kind: "one", options: () => [{ value: "false", label: w("owners.company") }, { value: "true", label: w("owners.product") }] },
    ],
  });
  const list = usePages(listTemplateFamilies, () => state.query());
  useLive("template.*", () => void invalidate(PATHS));
  useShortcut("n", () => create(true));
  const name = (family: FamilyRow) => familyName(w, { family: family.id, name: family.name });
  const columns = (): readonly Column<FamilyRow>[] => [
    { id: "name", header: w("message"), width: 260, required: true, cell: (family) => <Name primary>{name(family)}</Name> },
    { id: "family", header: w("create.family"), width: 230, cell: (family) => <Code>{family.id}</Code> },
    ...CHANNELS.map((channel) => ({ id: channel, header: w(`channels.${channel}`), width: 112, cell: (family: FamilyRow) => <Marks family={family} channel={channel} /> })),
    { id: "type", header: w("type"), width: 110, cell: (family) => w(`types.${family.type}`) },
    { id: "owner", header: w("owner"), width: 120, cell: (family) => w(family.is_system ? "owners.product" : "owners.company") },
  ];
  const add = () => <span class="desk-only"><Button variant="primary" icon={Plus} onClick={() => create(true)}>{w("new")}</Button></span>;
  return (
    <>
      <ListPage<FamilyRow>
        title={w("title")} search={w("search")} state={state} list={list as never} columns={columns()} rowId={({ id }) => id} rowLabel={name} rowHref={({ id }) => `/templates/${id}`}
        phoneRow={(family) => ({ title: <Name>{name(family)}</Name>, end: w(`types.${family.type}`), text: <Code>{family.id}</Code>, textEnd: <span class="row" data-gap="sm">{CHANNELS.filter((channel) => family.cells.some((cell) => cell.channel === channel)).map((channel) => w(`channels.${channel}`)).join(" · ")}</span> })}
        primary={add()} fab={<Fab label={w("new")} onClick={() => create(true)} />}
        empty={<EmptyState icon={MessageSquareText} title={w("none")} actions={<Button variant="primary" icon={Plus} onClick={() => create(true)}>{w("new")}</Button>}>{w("noneHelp")}</EmptyState>}
      />
      <NewMessageDialog open={params.new !== undefined} onClose={() => create(false)} />
    </>
  );
}

/** One mark a language: whose words are sent, and whether a draft waits. */
function Marks(props: { family: FamilyRow; channel: Channel }) {
  const w = useWords(templateWords);
  const cells = () => props.family.cells.filter(({ channel }) => channel === props.channel);
  return (
    <span class="template-marks">
      <For each={LANGUAGES}>
        {(language) => (
          <Show when={cells().find(({ locale }) => locale === language)}>
            {(cell) => {
              const said = () => {
                const named = { language: w(`languages.${language}`) }, { in_use, draft, held_back } = cell();
                const mark = held_back ? w("mark.held", named) : !in_use ? w("mark.none", named) : in_use.is_system ? w("mark.product", named) : w("mark.own", { ...named, number: in_use.number });
                return draft ? w("mark.draft", { mark, number: draft.number }) : mark;
              };
              const own = () => cell().in_use?.is_system === false;
              return (
                <span class="template-mark" data-tone={cell().held_back ? "warning" : own() ? "success" : "neutral"} data-empty={cell().in_use || cell().held_back ? undefined : ""} data-tooltip={said()}>
                  <span aria-hidden="true">{language.toUpperCase()}</span>
                  <Show when={own()}><Icon of={UserPen} size="sm" /></Show>
                  <Show when={cell().held_back}><Icon of={Clock} size="sm" /></Show>
                  <Show when={cell().draft}><Icon of={Pencil} size="sm" /></Show>
                  <span class="visually-hidden">{said()}</span>
                </span>
              );
            }}
          </Show>
        )}
      </For>
    </span>
  );
}
