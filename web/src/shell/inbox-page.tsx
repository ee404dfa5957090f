import CheckCheck from "lucide-solid/icons/check-check";
import { createSignal } from "solid-js";
import { usePage } from "#web/src/kernel/page.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Tabs } from "#web/src/ui/tabs.tsx";
import { useInbox } from "./inbox-data.tsx";
import { Inbox, type InboxTab } from "./inbox.tsx";

const TABS: readonly InboxTab[] = ["all", "approvals", "tasks", "system"];

/** The inbox as a page: what the bar of a phone opens. */
export default function InboxPage() {
  usePage(() => ({ title: t("inbox.title") }));
  const [tab, setTab] = createSignal<InboxTab>("all");
  const source = useInbox(tab, () => true);
  return (
    <>
      <div class="page-head" data-phone=""><h1 class="page-title">{t("inbox.title")}</h1><span class="push"><Button variant="ghost" icon={CheckCheck} onClick={() => source.markAll()}>{t("inbox.markAll")}</Button></span></div>
      <div class="views"><Tabs label={t("inbox.title")} value={tab()} onChange={(id) => setTab(id as InboxTab)} tabs={TABS.map((id) => ({ id, label: t(`inbox.tabs.${id}`) }))} /></div>
      <div class="scroll inbox-page"><Inbox source={source} /></div>
    </>
  );
}
