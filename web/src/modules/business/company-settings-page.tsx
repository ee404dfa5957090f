import { useSearchParams } from "@solidjs/router";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { Gate } from "#web/src/ui/feedback.tsx";
import { Tabs, type Tab } from "#web/src/ui/tabs.tsx";
import { BusinessSettings } from "./business-settings.tsx";
import { DataTab } from "./data-tab.tsx";
import { EventsFeed } from "./events-feed.tsx";
import { ModuleSwitches } from "./module-switches.tsx";
import { businessWords } from "./text/index.ts";
import "./business.css";

/** What holds for the whole company: its settings, its modules, what happened, and its data. */
export default function CompanySettingsPage() {
  const w = useWords(businessWords);
  const [params, setParams] = useSearchParams<{ tab?: string }>();
  usePage(() => ({ title: w("title") }));
  const tabs: readonly Tab[] = [
    { id: "settings", get label() { return w("tabs.settings"); }, content: () => <BusinessSettings /> },
    { id: "modules", get label() { return w("tabs.modules"); }, content: () => <ModuleSwitches /> },
    { id: "events", get label() { return w("tabs.events"); }, content: () => <Gate permission="audit.read" title={w("tabs.events")}><EventsFeed /></Gate> },
    { id: "data", get label() { return w("tabs.data"); }, content: () => <Gate permission="privacy.manage" title={w("data.owner")}><DataTab /></Gate> },
  ];
  return (
    <>
      <div class="page-head"><h1 class="page-title">{w("title")}</h1></div>
      <div class="company-tabs"><Tabs label={w("title")} tabs={tabs} value={tabs.find(({ id }) => id === params.tab)?.id ?? "settings"} onChange={(tab) => setParams({ tab }, { replace: true, scroll: false })} panelClass="scroll company-panel" /></div>
    </>
  );
}
