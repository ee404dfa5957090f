/** The unit types every tenant starts with; each tenant has its own copy, to change or switch off. */
export const UNIT_TYPES = [
  { code: "studio", label: "Studio", label_ar: "استوديو" },
  { code: "apartment", label: "Apartment", label_ar: "شقة" },
  { code: "duplex", label: "Duplex", label_ar: "دوبلكس" },
  { code: "penthouse", label: "Penthouse", label_ar: "بنتهاوس" },
  { code: "townhouse", label: "Townhouse", label_ar: "تاون هاوس" },
  { code: "twin_house", label: "Twin house", label_ar: "توين هاوس" },
  { code: "villa", label: "Villa", label_ar: "فيلا" },
  { code: "office", label: "Office", label_ar: "مكتب" },
  { code: "retail", label: "Retail", label_ar: "محل تجاري" },
  { code: "land", label: "Land", label_ar: "أرض" },
] as const;
