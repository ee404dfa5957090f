import type { GuardedAction } from "#worker/modules/approvals/public.ts";
import { ManualStatus, UnitStatus } from "./contract.ts";

const price: GuardedAction["fields"][number] = { name: "price_minor", type: "money", label: "Price", label_ar: "السعر" };
const currency: GuardedAction["fields"][number] = { name: "currency", type: "text", label: "Currency", label_ar: "العملة" };

export const unitPriceAction: GuardedAction = {
  code: "unit.price", object_type: "unit", label: "Unit price", label_ar: "تغيير سعر وحدة",
  fields: [
    price, currency,
    { name: "old_price_minor", type: "money", label: "Price before", label_ar: "السعر السابق" },
    { name: "old_currency", type: "text", label: "Currency before", label_ar: "العملة السابقة" },
    { name: "change_minor", type: "money", label: "Change, negative when it falls", label_ar: "التغيير، بالسالب عند الانخفاض" },
    { name: "change_percent", type: "percent", label: "Change in percent, negative when it falls", label_ar: "نسبة التغيير، بالسالب عند الانخفاض" },
  ],
};

export const unitStatusAction: GuardedAction = {
  code: "unit.status", object_type: "unit", label: "Unit status", label_ar: "تغيير حالة وحدة",
  fields: [
    { name: "old_status", type: "text", label: "Status before", label_ar: "الحالة السابقة", values: UnitStatus.options },
    { name: "status", type: "text", label: "Status", label_ar: "الحالة", values: ManualStatus.options },
    price, currency,
  ],
};
