import { formatDate, formatMoney, formatNumber } from "#web/src/kernel/format.ts";
import type { Tone } from "#web/src/ui/badge.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import ArrowLeftRight from "lucide-solid/icons/arrow-left-right";
import ArrowRight from "lucide-solid/icons/arrow-right";
import Bookmark from "lucide-solid/icons/bookmark";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleX from "lucide-solid/icons/circle-x";
import Gauge from "lucide-solid/icons/gauge";
import Hourglass from "lucide-solid/icons/hourglass";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import AtSign from "lucide-solid/icons/at-sign";
import ShieldCheck from "lucide-solid/icons/shield-check";
import Tag from "lucide-solid/icons/tag";
import Undo2 from "lucide-solid/icons/undo-2";
import UserRound from "lucide-solid/icons/user-round";

/** How to name what an event points at; undefined when it is not known here. */
export interface EventNames {
  stage: (id: string) => string | undefined;
  unit: (id: string) => string | undefined;
  deal: (id: string) => string | undefined;
  person: (id: string) => string | undefined;
  reason: (code: string) => string | undefined;
  field: (name: string) => string | undefined;
  unitStatus: (status: string) => string | undefined;
  channel: (type: string) => string | undefined;
}
interface Say {
  maybe: (key: string, values?: Record<string, string | number>) => string | undefined;
}

export const EVENT_LOOKS: Record<string, { icon: IconType; pointing?: boolean; tone?: Tone }> = {
  "lead.created": { icon: Plus }, "lead.updated": { icon: Pencil }, "lead.scored": { icon: Gauge }, "lead.converted": { icon: ArrowLeftRight, tone: "violet" },
  "contact.created": { icon: Plus }, "contact.updated": { icon: Pencil }, "contact.channel.added": { icon: AtSign }, "contact.channel.updated": { icon: AtSign }, "contact.channel.removed": { icon: AtSign },
  "company.created": { icon: Plus }, "company.updated": { icon: Pencil },
  "deal.created": { icon: Plus }, "deal.updated": { icon: Pencil }, "deal.assigned": { icon: UserRound }, "deal.stage.moved": { icon: ArrowRight, pointing: true },
  "deal.won": { icon: CircleCheck, tone: "success" }, "deal.lost": { icon: CircleX, tone: "danger" },
  "unit.created": { icon: Plus }, "unit.updated": { icon: Pencil }, "unit.status.changed": { icon: Tag }, "unit.price.changed": { icon: Tag }, "unit.price.scheduled": { icon: Tag },
  "approval.requested": { icon: ShieldCheck, tone: "warning" }, "approval.step.escalated": { icon: ShieldCheck, tone: "danger" }, "approval.step.decided": { icon: ShieldCheck }, "approval.closed": { icon: ShieldCheck },
  "unit.reserved": { icon: Bookmark, tone: "warning" }, "unit.waitlisted": { icon: Hourglass, tone: "violet" }, "unit.released": { icon: Undo2, pointing: true }, "waitlist.promoted": { icon: Bookmark, tone: "success" },
};

/** An event of the log as a sentence without its subject ("moved the deal from Offer to Reservation"); empty for one that another event tells already. */
export function eventSentence(w: Say, type: string, payload: Record<string, unknown>, subject: string, names: EventNames, join: (words: readonly string[]) => string): string {
  const id = (key: string) => String(payload[key] ?? "");
  const money = (key: string) => `\u2066${formatMoney(Number(payload[key]), id("currency"))}\u2069`;
  const unknown = (key: string) => w.maybe(`events.unknown_${key}`) ?? "";
  const place = (key: "from" | "to") => names.stage(id(`${key}_stage_id`)) ?? names.unitStatus(id(key)) ?? "";
  const amount = (key: "from" | "to") => (payload[`${key}_minor`] === undefined ? id(key) && Number.isFinite(Number(payload[key])) ? formatNumber(Number(payload[key])) : "" : money(`${key}_minor`));
  const fields = [...new Set(((payload.fields as string[] | undefined) ?? []).map((name) => names.field(name) ?? unknown("fields")))];
  const values: Record<string, string> = {
    unit: names.unit(id("unit_id")) ?? unknown("unit"), deal: names.deal(id("deal_id")) ?? unknown("deal"), person: names.person(id("owner_user_id")) ?? unknown("person"), channel: names.channel(id("type")) ?? "",
    from: place("from"), to: place("to"), before: amount("from"), after: amount("to"), reason: names.reason(id("lost_reason_code")) ?? id("lost_reason_code"),
    date: payload.effective_at ? formatDate(id("effective_at")) : "", fields: fields.length ? join(fields) : unknown("fields"),
  };
  const variant = payload.reason ? id("reason") : payload.import_id ? "import" : id("decision") || id("state") || undefined;
  // On its own timeline a record needs no name: "reserved A-1204", not "… for this deal".
  const own = w.maybe(`events.${flat(type)}_on_${subject}`, values);
  return own ?? (variant && w.maybe(`events.${flat(type)}_${variant}`, values)) ?? w.maybe(`events.${flat(type)}`, values) ?? w.maybe("events.unknown", { type }) ?? type;
}

const flat = (type: string) => type.replaceAll(".", "_");
