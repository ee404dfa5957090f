import Ban from "lucide-solid/icons/ban";
import BellRing from "lucide-solid/icons/bell-ring";
import Building from "lucide-solid/icons/building";
import Building2 from "lucide-solid/icons/building-complex";
import ChartColumn from "lucide-solid/icons/chart-column";
import Contact from "lucide-solid/icons/contact";
import Handshake from "lucide-solid/icons/handshake";
import Inbox from "lucide-solid/icons/inbox";
import KeyRound from "lucide-solid/icons/key-round";
import LayoutDashboard from "lucide-solid/icons/layout-dashboard";
import ListChecks from "lucide-solid/icons/list-checks";
import MapIcon from "lucide-solid/icons/map";
import Megaphone from "lucide-solid/icons/megaphone";
import LayoutTemplate from "lucide-solid/icons/layout-template";
import MessageSquareText from "lucide-solid/icons/message-square-text";
import Network from "lucide-solid/icons/network";
import PhoneCall from "lucide-solid/icons/phone-call";
import ScrollText from "lucide-solid/icons/scroll-text";
import ShieldCheck from "lucide-solid/icons/shield-check";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import SquareKanban from "lucide-solid/icons/square-kanban";
import Store from "lucide-solid/icons/store";
import Target from "lucide-solid/icons/target";
import Users from "lucide-solid/icons/users";
import { can, has, isOn } from "#web/src/kernel/session.ts";
import type { IconType } from "#web/src/ui/icon.tsx";

type Group = "work" | "sales" | "inventory" | "marketing" | "telemarketing" | "insights" | "admin";
type LabelKey =
  | "dashboard" | "inbox" | "tasks" | "leads" | "contacts" | "companies" | "deals" | "projects" | "units" | "floorplans"
  | "campaigns" | "audiences" | "callsheet" | "reports" | "approvals" | "users" | "roles" | "groups" | "entitlements" | "audit" | "company" | "billing" | "settings"
  | "messages" | "templates" | "suppression" | "notificationPolicies";

export interface NavItem {
  id: string;
  /** Under `nav.` in the words of the kernel. */
  labelKey: LabelKey;
  icon: IconType;
  path: string;
  group: Group;
  permission?: string;
  feature?: string;
  /** Which the workspace may have switched off. */
  module?: string;
  /** One of the four places of the bar on a phone. */
  phone?: boolean;
}

/** The whole navigation, in order. What role or plan does not allow, or the workspace has switched off, is left out. */
export const NAV: readonly NavItem[] = [
  { id: "dashboard", labelKey: "dashboard", icon: LayoutDashboard, path: "/dashboard", group: "work", phone: true },
  { id: "inbox", labelKey: "inbox", icon: Inbox, path: "/inbox", group: "work", phone: true },
  { id: "tasks", labelKey: "tasks", icon: ListChecks, path: "/tasks", group: "work", permission: "task.read", module: "activities", phone: true },
  { id: "approvals", labelKey: "approvals", icon: ShieldCheck, path: "/approvals", group: "work" },
  { id: "leads", labelKey: "leads", icon: Target, path: "/leads", group: "sales", permission: "lead.read", module: "leads", phone: true },
  { id: "contacts", labelKey: "contacts", icon: Contact, path: "/contacts", group: "sales", permission: "contact.read", module: "contacts" },
  { id: "companies", labelKey: "companies", icon: Building2, path: "/companies", group: "sales", permission: "company.read", module: "contacts" },
  { id: "deals", labelKey: "deals", icon: Handshake, path: "/deals", group: "sales", permission: "deal.read", module: "deals" },
  { id: "projects", labelKey: "projects", icon: Building, path: "/projects", group: "inventory", permission: "unit.read", module: "inventory" },
  { id: "units", labelKey: "units", icon: SquareKanban, path: "/units", group: "inventory", permission: "unit.read", module: "inventory" },
  { id: "floorplans", labelKey: "floorplans", icon: MapIcon, path: "/floor-plans", group: "inventory", permission: "overlay.read", module: "maps", feature: "maps.enabled" },
  { id: "campaigns", labelKey: "campaigns", icon: Megaphone, path: "/campaigns", group: "marketing", permission: "campaign.view", module: "campaigns" },
  { id: "audiences", labelKey: "audiences", icon: Users, path: "/audiences", group: "marketing", permission: "campaign.view", module: "campaigns" },
  { id: "callsheet", labelKey: "callsheet", icon: PhoneCall, path: "/call-sheet", group: "telemarketing", permission: "telemarketing.make_calls", module: "telemarketing", feature: "telemarketing.enabled" },
  { id: "reports", labelKey: "reports", icon: ChartColumn, path: "/reports", group: "insights", permission: "reports.view" },
  { id: "users", labelKey: "users", icon: Users, path: "/users", group: "admin", permission: "user.read" },
  { id: "roles", labelKey: "roles", icon: KeyRound, path: "/roles", group: "admin", permission: "role.read" },
  { id: "groups", labelKey: "groups", icon: Network, path: "/groups", group: "admin", permission: "role.read" },
  { id: "entitlements", labelKey: "entitlements", icon: SlidersHorizontal, path: "/entitlements", group: "admin", permission: "entitlements.view" },
  { id: "messages", labelKey: "messages", icon: MessageSquareText, path: "/messages", group: "admin", permission: "notify.outbox.read" },
  { id: "templates", labelKey: "templates", icon: LayoutTemplate, path: "/templates", group: "admin", permission: "notify.templates.manage" },
  { id: "suppression", labelKey: "suppression", icon: Ban, path: "/suppression", group: "admin", permission: "notify.suppression.read" },
  { id: "notification-policies", labelKey: "notificationPolicies", icon: BellRing, path: "/notification-policies", group: "admin", permission: "notify.policies.manage" },
  { id: "audit", labelKey: "audit", icon: ScrollText, path: "/audit-log", group: "admin", permission: "audit.read" },
  { id: "company", labelKey: "company", icon: Store, path: "/company", group: "admin", permission: "user.manage" },
];

export interface CreateItem {
  id: string;
  /** Under `create.` in the words of the kernel. */
  labelKey: "lead" | "contact" | "company" | "deal" | "task" | "unit" | "invite";
  icon: IconType;
  path: string;
  permission: string;
  module?: string;
}

/** What quick create offers; each path opens the form of its module. */
export const CREATE: readonly CreateItem[] = [
  { id: "lead", labelKey: "lead", icon: Target, path: "/leads?new=1", permission: "lead.create", module: "leads" },
  { id: "contact", labelKey: "contact", icon: Contact, path: "/contacts?new=1", permission: "contact.create", module: "contacts" },
  { id: "company", labelKey: "company", icon: Building2, path: "/companies?new=1", permission: "company.create", module: "contacts" },
  { id: "deal", labelKey: "deal", icon: Handshake, path: "/deals?new=1", permission: "deal.create", module: "deals" },
  { id: "task", labelKey: "task", icon: ListChecks, path: "/tasks?new=1", permission: "task.create", module: "activities" },
  { id: "invite", labelKey: "invite", icon: Users, path: "/users?new=1", permission: "user.invite" },
];

type Ruled = { permission?: string; feature?: string; module?: string; path: string };

/** Keeps what this person may open and what has a page. */
export const allowed = <T extends Ruled>(items: readonly T[], paths: ReadonlySet<string>) =>
  items.filter((item) => can(item.permission) && has(item.feature) && isOn(item.module) && paths.has(item.path.split("?")[0]!));
