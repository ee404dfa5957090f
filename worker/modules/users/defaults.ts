/** Job titles and departments that a property business has from its first day. */
export const JOB_TITLES = [
  { code: "general_manager", name_en: "General manager", name_ar: "مدير عام" },
  { code: "sales_manager", name_en: "Sales manager", name_ar: "مدير مبيعات" },
  { code: "sales_agent", name_en: "Property consultant", name_ar: "مستشار عقاري" },
  { code: "marketing_specialist", name_en: "Marketing specialist", name_ar: "أخصائي تسويق" },
  { code: "telemarketing_agent", name_en: "Telemarketing agent", name_ar: "موظف تسويق هاتفي" },
  { code: "accountant", name_en: "Accountant", name_ar: "محاسب" },
  { code: "administrator", name_en: "Administrator", name_ar: "مسؤول إداري" },
];
export const DEPARTMENTS = [
  { code: "management", name_en: "Management", name_ar: "الإدارة" },
  { code: "sales", name_en: "Sales", name_ar: "المبيعات" },
  { code: "marketing", name_en: "Marketing", name_ar: "التسويق" },
  { code: "finance", name_en: "Finance", name_ar: "المالية" },
  { code: "operations", name_en: "Operations", name_ar: "العمليات" },
  { code: "customer_care", name_en: "Customer care", name_ar: "خدمة العملاء" },
];
