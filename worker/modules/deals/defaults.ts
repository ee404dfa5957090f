/** The stages of a pipeline that is made without its own. */
export const STAGES = [
  { name: "New", name_ar: "جديدة", probability_pct: 10, is_win: false, is_loss: false },
  { name: "Viewing", name_ar: "معاينة", probability_pct: 25, is_win: false, is_loss: false },
  { name: "Offer", name_ar: "عرض", probability_pct: 50, is_win: false, is_loss: false },
  { name: "Reservation", name_ar: "حجز", probability_pct: 75, is_win: false, is_loss: false },
  { name: "Won", name_ar: "ناجحة", probability_pct: 100, is_win: true, is_loss: false },
  { name: "Lost", name_ar: "خاسرة", probability_pct: 0, is_win: false, is_loss: true },
] as const;

/** Why deals are lost: what every tenant starts with. */
export const LOST_REASONS = [
  { code: "price", label: "Price too high", label_ar: "السعر مرتفع" },
  { code: "financing", label: "No financing", label_ar: "تعذر التمويل" },
  { code: "location", label: "Location", label_ar: "الموقع غير مناسب" },
  { code: "competitor", label: "Bought from a competitor", label_ar: "اشترى من منافس" },
  { code: "unit_unavailable", label: "Unit not available", label_ar: "الوحدة غير متاحة" },
  { code: "timing", label: "Bad timing", label_ar: "التوقيت غير مناسب" },
  { code: "no_response", label: "No response", label_ar: "لا يوجد رد" },
  { code: "other", label: "Other", label_ar: "سبب آخر" },
] as const;
