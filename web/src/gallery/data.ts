import ArrowRightLeft from "lucide-solid/icons/arrow-right-left";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CircleX from "lucide-solid/icons/circle-x";
import MessageCircle from "lucide-solid/icons/message-circle";
import type { Tone } from "#web/src/ui/badge.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";

export interface DemoLead {
  id: string;
  name: string;
  phone: string;
  status: keyof typeof STATUSES;
  score: number;
  interest: string;
  budget_minor: number;
  currency: string;
  owner: string | null;
  activity_at: string;
}

export const STATUSES = {
  new: { label: "New", tone: "info" as Tone, icon: CircleDashed as IconType, pointing: false },
  contacted: { label: "Contacted", tone: "accent" as Tone, icon: MessageCircle as IconType, pointing: false },
  qualified: { label: "Qualified", tone: "success" as Tone, icon: CircleCheck as IconType, pointing: false },
  disqualified: { label: "Disqualified", tone: "neutral" as Tone, icon: CircleX as IconType, pointing: false },
  converted: { label: "Converted", tone: "violet" as Tone, icon: ArrowRightLeft as IconType, pointing: true },
};

const NAMES = ["منى السيد عبد الرحمن", "Ahmed Khalil", "Fatima Al-Mazrouei", "عبد الله الشمري", "Mahmoud Hassanein", "ريم العتيبي", "Nadia Youssef", "طارق منصور", "James Whitfield", "هبة الله مصطفى", "Bader Al-Enezi", "Salma Fouad"];
const PHONES = ["+201004827715", "+201229051183", "+971503184402", "+96599112043", "+201017740936", "+966552048810"];
const OWNERS = ["Karim Adel", "نورهان فتحي", "سارة المرزوقي", "Yousef Al-Mutairi", null];
const MONEY: readonly [number, string][] = [[845_000_000, "EGP"], [590_000_000, "EGP"], [235_000_000, "AED"], [248_500_000, "KWD"], [1_120_000_000, "EGP"], [148_000_000, "SAR"]];
const KEYS = Object.keys(STATUSES) as (keyof typeof STATUSES)[];

/** The same people every time, so that screenshots can be compared. */
export const LEADS: readonly DemoLead[] = Array.from({ length: 1200 }, (_, n) => ({
  id: `lead-${n}`,
  name: NAMES[n % NAMES.length]!,
  phone: PHONES[n % PHONES.length]!,
  status: KEYS[(n * 7) % KEYS.length]!,
  score: (n * 37) % 100,
  interest: ["Lake Residence", "Marina Crest", "Salwa Heights", "Palm Gate"][n % 4]!,
  budget_minor: MONEY[n % MONEY.length]![0],
  currency: MONEY[n % MONEY.length]![1],
  owner: OWNERS[n % OWNERS.length]!,
  activity_at: new Date(Date.now() - n * 47 * 60_000).toISOString(),
}));
