import { useNavigate } from "@solidjs/router";
import CheckCheck from "lucide-solid/icons/check-check";
import Maximize2 from "lucide-solid/icons/maximize-2";
import { createSignal } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { IconButton } from "#web/src/ui/button.tsx";
import { Drawer } from "#web/src/ui/dialog.tsx";
import { Tabs } from "#web/src/ui/tabs.tsx";
import { useApprovalCount } from "./approval-count.ts";
import { useInbox, useUnreadCount } from "./inbox-data.tsx";
import { Inbox, type InboxTab, inboxTabs } from "./inbox.tsx";

/** The inbox from the end edge of any page. */
export function InboxDrawer(props: { open: boolean; onClose: () => void }) {
  const [tab, setTab] = createSignal<InboxTab>("all");
  const source = useInbox(() => ({ category: tab() === "all" ? undefined : tab() }), () => props.open);
  const tabs = inboxTabs(source, true);
  const navigate = useNavigate();
  useUnreadCount();
  useApprovalCount();
  return (
    <Drawer
      open={props.open} onClose={props.onClose} title={t("inbox.title")} class="inbox"
      actions={<>
        <IconButton icon={CheckCheck} size="sm" label={t("inbox.markAll")} onClick={() => void source.markAll()} />
        <IconButton icon={Maximize2} size="sm" label={t("inbox.whole")} onClick={() => { props.onClose(); navigate("/inbox"); }} />
      </>}
      tabs={<div class="drawer__tabs"><Tabs label={t("inbox.title")} value={tab()} onChange={(id) => setTab(id as InboxTab)} tabs={tabs} /></div>}
    >
      <Inbox source={source} onOpen={props.onClose} />
    </Drawer>
  );
}
