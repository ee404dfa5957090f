import { ar, en, Faker } from "@faker-js/faker";

export interface DemoProject {
  readonly name: string; readonly developer_name: string; readonly location: string; readonly currency: "EGP" | "AED" | "KWD";
  /** Price of a square metre, in whole units of the currency. */
  readonly per_sqm: number;
  readonly buildings: readonly { readonly name: string; readonly floors: number; readonly per_floor: number }[];
  readonly views: readonly string[];
}

export const PROJECTS: readonly DemoProject[] = [
  { name: "Lake Residence", developer_name: "Nile Developments", location: "New Cairo, Fifth Settlement", currency: "EGP", per_sqm: 52_000, views: ["Lake", "Garden", "Street"],
    buildings: [{ name: "Tower A", floors: 9, per_floor: 4 }, { name: "Tower B", floors: 7, per_floor: 4 }] },
  { name: "بوابة النخيل", developer_name: "الدلتا للتطوير", location: "الشيخ زايد، الجيزة", currency: "EGP", per_sqm: 43_000, views: ["حديقة", "شارع", "نادي"],
    buildings: [{ name: "مبنى ١", floors: 6, per_floor: 4 }] },
  { name: "Marina Crest", developer_name: "Gulf Horizon", location: "Dubai Marina", currency: "AED", per_sqm: 18_500, views: ["Marina", "Sea", "City"],
    buildings: [{ name: "North Tower", floors: 8, per_floor: 3 }] },
  { name: "مرتفعات سلوى", developer_name: "Salwa Real Estate", location: "السالمية، الكويت", currency: "KWD", per_sqm: 1_250, views: ["بحر", "مدينة"],
    buildings: [{ name: "البرج الرئيسي", floors: 5, per_floor: 3 }] },
];

export interface DemoUnit { readonly code: string; readonly floor: number; readonly unit_type_code: string; readonly bedrooms: number; readonly bathrooms: number; readonly size_sqm: number; readonly view: string; readonly price: number }

const LAYOUTS = [
  { unit_type_code: "studio", bedrooms: 0, bathrooms: 1, size: 48 }, { unit_type_code: "apartment", bedrooms: 1, bathrooms: 1, size: 74 },
  { unit_type_code: "apartment", bedrooms: 2, bathrooms: 2, size: 112 }, { unit_type_code: "apartment", bedrooms: 3, bathrooms: 3, size: 158 },
  { unit_type_code: "penthouse", bedrooms: 4, bathrooms: 4, size: 240 },
] as const;

/** The units of a building, floor by floor; higher costs more, and the top floor holds penthouses. */
export function unitsOf(project: DemoProject, letter: string, { floors, per_floor }: DemoProject["buildings"][number]): DemoUnit[] {
  return Array.from({ length: floors * per_floor }, (_, i) => {
    const floor = Math.floor(i / per_floor) + 1, number = (i % per_floor) + 1;
    const layout = floor === floors ? LAYOUTS[4] : LAYOUTS[(i + floor) % 4]!;
    const size_sqm = layout.size + ((i * 13) % 9);
    const price = Math.round((size_sqm * project.per_sqm * (1 + floor * 0.012)) / 500) * 500;
    return { code: `${letter}-${floor}${String(number).padStart(2, "0")}`, floor, unit_type_code: layout.unit_type_code, bedrooms: layout.bedrooms, bathrooms: layout.bathrooms, size_sqm, view: project.views[i % project.views.length]!, price };
  });
}

export interface DemoLead { readonly name: string; readonly phone: string; readonly email: string; readonly source: string; readonly interest: string; readonly budget: string; readonly company: string; readonly date: string }

const ROOMS = ["غرفة", "غرفتان", "3 غرف", "4 غرف"];
const PHONES = [() => `+2010${digits(8)}`, () => `+97150${digits(7)}`, () => `+96550${digits(6)}`, () => `+96655${digits(7)}`, () => `+2012${digits(8)}`];
const faker = new Faker({ locale: [en], seed: 20_261_120 }), arabic = new Faker({ locale: [ar, en], seed: 20_261_120 });
let counter = 0;
/** Never the same twice: the last digits count. */
function digits(length: number) {
  counter += 1;
  return `${faker.string.numeric({ length: length - 4, allowLeadingZeros: false })}${String(counter).padStart(4, "0")}`;
}

/** Believable people, about half of them written in Arabic, over the last four months. */
export function demoLeads(count: number): DemoLead[] {
  return Array.from({ length: count }, (_, i) => {
    const written = i % 2 ? arabic : faker, project = PROJECTS[i % PROJECTS.length]!;
    const bedrooms = faker.number.int({ min: 1, max: 4 });
    return {
      name: `${written.person.firstName()} ${written.person.lastName()}`,
      phone: PHONES[i % PHONES.length]!(),
      email: i % 7 === 3 ? "" : `${faker.internet.username().toLowerCase().replace(/[^a-z0-9.]/g, "")}${i}@example.com`,
      source: faker.helpers.arrayElement(["Website", "Referral", "Instagram", "Property Finder", "Walk-in", "Facebook campaign"]),
      interest: i % 2 ? `${project.name}، ${ROOMS[bedrooms - 1]}` : `${project.name}, ${bedrooms} bed`,
      budget: i % 5 === 4 ? "" : `${project.currency} ${(project.per_sqm * (60 + bedrooms * 35)).toLocaleString("en")}`,
      company: i % 9 === 0 ? faker.company.name() : "",
      date: new Date(Date.now() - (count - i) * (120 / count) * 86_400_000).toISOString().slice(0, 10),
    };
  });
}

/** What is left to do: of a lead or a deal, in how many days and at which hour. */
export const TASKS = [
  { title: "Send the payment plan", of: "lead", in_days: -1, at: 15, priority: "high" },
  { title: "معاينة الوحدة مع العميل وأسرته", of: "lead", in_days: 0, at: 17, priority: "high" },
  { title: "Call back about the parking space", of: "lead", in_days: 1, at: 11, priority: "medium" },
  { title: "تحضير عقد الحجز", of: "deal", in_days: -1, at: 10, priority: "high" },
  { title: "Collect the reservation deposit", of: "deal", in_days: 1, at: 13, priority: "medium" },
  { title: "متابعة موافقة البنك على التمويل", of: "deal", in_days: 3, at: 12, priority: "medium" },
  { title: "Handover checklist with the engineer", of: "deal", in_days: 8, at: 10, priority: "low" },
  { title: "إرسال صور التشطيب عبر البريد", of: "lead", in_days: 2, at: 9, priority: "low" },
  { title: "Order new signs for the sales office", in_days: 4, at: 16, priority: "low" },
] as const;

/** What agents write down, by kind. */
export const TALK = [
  { type: "call", title: "First call", body: "Wants the lake side, floor 5 or above. Asked for the payment plan." },
  { type: "note", title: "ملاحظة", body: "العميل مهتم بالتقسيط على سبع سنوات، ويرغب في المعاينة يوم الجمعة." },
  { type: "meeting", title: "Viewing", body: "Visited with his wife. They liked the view; the kitchen is smaller than expected." },
  { type: "email", title: "Brochure sent", body: "Sent the floor plan and the price list." },
  { type: "call", title: "مكالمة متابعة", body: "طلب خصمًا على الدفع النقدي. سأعود إليه بعد موافقة المدير." },
] as const;
