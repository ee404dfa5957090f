export default {
  groups: { lead: "Leads", contact: "Contacts", company: "Companies", deal: "Deals", unit: "Units" },
} as const;
