import CheckCheck from "lucide-solid/icons/check-check";
import { createSignal } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { IconButton } from "#web/src/ui/button.tsx";
import { Drawer } from "#web/src/ui/dialog.tsx";
import { Tabs } from "#web/src/ui/tabs.tsx";
import { useApprovalCount } from "./approval-count.ts";
import { useInbox, useUnreadCount } from "./inbox-data.tsx";
import { Inbox, type InboxTab } from "./inbox.tsx";

const TABS: readonly InboxTab[] = ["all", "approvals", "tasks", "system"];

/** The inbox from the end edge of any page. */
export function InboxDrawer(props: { open: boolean; onClose: () => void }) {
  const [tab, setTab] = createSignal<InboxTab>("all");
  const source = useInbox(tab, () => props.open);
  useUnreadCount();
  useApprovalCount();
  return (
    <Drawer
      open={props.open} onClose={props.onClose} title={t("inbox.title")} class="inbox"
      actions={<IconButton icon={CheckCheck} size="sm" label={t("inbox.markAll")} onClick={() => source.markAll()} />}
      tabs={<div class="drawer__tabs"><Tabs label={t("inbox.title")} value={tab()} onChange={(id) => setTab(id as InboxTab)} tabs={TABS.map((id) => ({ id, label: t(`inbox.tabs.${id}`) }))} /></div>}
    >
      <Inbox source={source} onOpen={props.onClose} />
    </Drawer>
  );
}
