export default {
  all: "All", notes: "Notes", calls: "Calls", changes: "Changes", filter: "What to show", none: "Nothing has happened yet", noneHelp: "Notes, calls and changes show up here.", noneKind: "Nothing of this kind yet", more: "Show older", system: "M3Core",
  note: "Note", call: "Call", notePlaceholder: "Write a note…", callPlaceholder: "What was said?", save: "Save note", saveCall: "Log call", saved: "Saved to the timeline", missing: "Write something first.", written: "What happened",
  did_note: "wrote a note", did_call: "logged a call", did_email: "logged an email", did_meeting: "logged a meeting", task_open: "has a task", task_in_progress: "is working on a task", task_done: "completed a task", task_cancelled: "had a task, now cancelled", taskDue: "due {{ date }}",
  watch: { on: "Watch: be told of every change", off: "Stop watching", count: { zero: "Nobody watches", one: "{{ count }} watches", other: "{{ count }} watch" } },
  fields: {
    name: "name", first_name: "first name", last_name: "last name", email: "email", phone_e164: "phone", phone: "phone", whatsapp_e164: "WhatsApp", source: "source", source_detail: "source detail", status: "status", owner_user_id: "owner",
    company_name: "company", company_id: "company", interest: "interest", budget_minor: "budget", amount_minor: "amount", currency: "currency", country: "country", city: "city", address: "address", notes: "notes", disqualified_reason: "reason",
    job_title: "job title", lifecycle_stage: "stage", locale: "language", domain: "website", industry_code: "industry", close_date: "close date", contacts: "contacts", companies: "companies", units: "units", stage_id: "stage", value: "address", is_primary: "main address",
  },
  channels: { email: "an email address", phone: "a phone number", whatsapp: "a WhatsApp number" },
  events: {
    lead_created: "added the lead", lead_created_import: "imported the lead", lead_updated: "changed {{ fields }}", lead_scored: "changed the score from {{ before }} to {{ after }}", lead_converted: "converted the lead",
    contact_created: "added the contact", contact_updated: "changed {{ fields }}", contact_channel_added: "added {{ channel }}", contact_channel_updated: "changed {{ channel }}", contact_channel_removed: "removed {{ channel }}",
    company_created: "added the company", company_updated: "changed {{ fields }}",
    deal_created: "created the deal", deal_updated: "changed {{ fields }}", deal_deleted: "deleted the deal", deal_assigned: "assigned the deal to {{ person }}", deal_stage_moved: "moved the deal from {{ from }} to {{ to }}", deal_won: "won the deal", deal_lost: "lost the deal: {{ reason }}",
    unit_created: "added the unit", unit_updated: "changed {{ fields }}", unit_status_changed: "changed the unit from {{ from }} to {{ to }}", unit_price_changed: "changed the price from {{ before }} to {{ after }}", unit_price_scheduled: "planned the price {{ after }} for {{ date }}",
    unit_reserved: "reserved {{ unit }} for {{ deal }}", unit_waitlisted: "put {{ deal }} on the waitlist of {{ unit }}", unit_released: "released {{ unit }}", unit_released_released: "released {{ unit }}", unit_released_expired: "let the reservation of {{ unit }} expire", unit_released_sold: "let {{ unit }} go: it was sold", waitlist_promoted: "gave {{ unit }} to {{ deal }}, next in line",
    unit_reserved_on_deal: "reserved {{ unit }}", unit_reserved_on_unit: "reserved it for {{ deal }}", unit_waitlisted_on_deal: "joined the waitlist of {{ unit }}", unit_waitlisted_on_unit: "put {{ deal }} on the waitlist", waitlist_promoted_on_deal: "got {{ unit }}, next in line", waitlist_promoted_on_unit: "gave it to {{ deal }}, next in line", unit_status_changed_on_deal: "changed {{ unit }} from {{ from }} to {{ to }}",
    approval_requested: "asked for approval", approval_step_opened: "", approval_step_due_soon: "", approval_step_escalated: "passed the request on: its decision is overdue", approval_step_decided_approve: "approved the request", approval_step_decided_reject: "rejected the request",
    approval_closed_approved: "", approval_closed_rejected: "", approval_closed_cancelled: "withdrew the request", approval_closed_failed: "could not carry out what was approved",
    unknown: "{{ type }}", unknown_unit: "a unit", unknown_deal: "a deal", unknown_person: "someone", unknown_fields: "details",
  },
} as const;
