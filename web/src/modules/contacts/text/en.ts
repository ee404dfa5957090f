export default {
  title: "Contacts", sales: "Sales", search: "Search contacts", newContact: "New contact", open: "Open",
  name: "Name", firstName: "First name", lastName: "Last name", phone: "Phone", whatsapp: "WhatsApp", email: "Email", company: "Company", jobTitle: "Job title", stage: "Stage", owner: "Owner", noOwner: "Nobody", language: "Language", notes: "Notes", created: "Created", updated: "Updated",
  stages: { lead: "Lead", prospect: "Prospect", customer: "Customer", inactive: "Inactive" }, languages: { en: "English", ar: "Arabic" }, views: { all: "All contacts", mine: "Mine", customers: "Customers", unassigned: "Unassigned" },
  none: "No contacts yet", noneHelp: "A contact is a person you sell to. Converting a lead makes one; or write one down now.",
  form: { create: "Create contact", created: "{{ name }} is in your contacts", firstMissing: "Write the first name.", phoneWrong: "This number does not look right.", emailWrong: "Write an address such as name@company.com.", duplicate: "Somebody has this already", duplicateHelp: "{{ name }} has the same {{ reason }}.", openExisting: "Open {{ name }}", similar: "Perhaps the same person", similarHelp: "You may still create a new contact.", limit: "Your plan allows no more contacts. See larger plans.", companySearch: "Type a name or a website" },
  reasons: { email: "email address", phone: "phone number", whatsapp: "WhatsApp number", name_phone: "name and almost the same number", name_company: "name and company" },
  tabs: { timeline: "Timeline", details: "Details", channels: "Channels", deals: "Deals" }, details: { edit: "Edit details", saved: "Saved" },
  side: { reach: "Contact", about: "About", call: "Call", whatsapp: "WhatsApp", write: "Email" },
  remove: { action: "Delete contact", title: "Delete {{ name }}?", text: "Its notes and calls go too. This cannot be undone.", done: "{{ name }} was deleted", refused: "A deal or a converted lead refers to this contact, so it stays." },
  channels: {
    add: "Add", types: { email: "Email", phone: "Phone", whatsapp: "WhatsApp" }, type: "Kind", value: "Address or number", primary: "Main", makePrimary: "Make main", remove: "Remove", actions: "Actions for {{ value }}", none: "No way to reach this person yet", noneHelp: "Add a number or an email address.", added: "Added", removed: "Removed", changed: "Saved",
    removeTitle: "Remove {{ value }}?", removeText: "Its consent and verification go too.", verified: "Verified", consent: "May be written to", optedOut: "Opted out", unknownConsent: "Consent not asked", missing: "Write the address or number.", addTitle: "Add a way to reach {{ name }}", edit: "Edit", editTitle: "Change {{ value }}", editHelp: "Another address starts without consent and verification.",
  },
  deals: { none: "No deals yet", noneHelp: "Deals with this contact show up here.", newDeal: "New deal" },
  errors: { DUPLICATE: "Another contact has this address or number.", PRECONDITION_FAILED: "Someone else changed it first; what you see now is the newest.", CONFLICT: "It does not fit what is stored now. Look at it again." },
} as const;
