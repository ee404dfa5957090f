export default {
  title: "Companies", sales: "Sales", search: "Search companies", newCompany: "New company", open: "Open",
  name: "Name", domain: "Website", phone: "Phone", industry: "Industry", country: "Country", city: "City", address: "Address", status: "Status", owner: "Owner", noOwner: "Nobody", contacts: "Contacts", created: "Created", updated: "Updated",
  statuses: { active: "Active", inactive: "Inactive" }, views: { all: "All companies", mine: "Mine", unassigned: "Unassigned" }, people: { zero: "No contacts", one: "{{ count }} contact", other: "{{ count }} contacts" },
  none: "No companies yet", noneHelp: "A company is an employer, a broker or an investor that your contacts belong to. Converting a lead can make one.",
  form: { create: "Create company", created: "{{ name }} is in your companies", nameMissing: "Write the name.", domainHelp: "Such as example.com", domainWrong: "Write a website such as example.com.", phoneWrong: "This number does not look right.", limit: "Your plan allows no more companies. See larger plans." },
  tabs: { timeline: "Timeline", details: "Details", contacts: "Contacts", deals: "Deals" }, details: { edit: "Edit details", saved: "Saved" }, side: { reach: "Contact", about: "About" },
  contactsTab: { none: "No contacts yet", noneHelp: "People who belong to this company show up here.", add: "New contact" }, deals: { none: "No deals yet", noneHelp: "Deals with this company show up here." },
  remove: { action: "Delete company", title: "Delete {{ name }}?", text: "Its notes and calls go too. This cannot be undone.", done: "{{ name }} was deleted", refused: "A contact or a deal refers to this company, so it stays." },
  errors: { PRECONDITION_FAILED: "Someone else changed it first; what you see now is the newest.", CONFLICT: "It does not fit what is stored now. Look at it again." },
} as const;
