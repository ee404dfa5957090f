export default {
  search: "Search the inbox", markRead: "Mark as read", markUnread: "Mark as unread", archive: "Archive", unarchive: "Move to the inbox", selectAll: "Select all shown",
  back: "Back to the inbox", nothingChosen: "Nothing is open", nothingChosenHelp: "Choose a message to read it whole and to see where else it was sent.", gone: "This message is no longer there.",
  show: { label: "Show", unread: "Unread", read: "Read", archived: "Archived" },
  severity: { label: "Kind", info: "Information", success: "Good news", warning: "Needs attention", error: "Problem" },
  dates: "Date",
  source: {
    label: "About", billing: "Billing", lead: "Leads", deal: "Deals", unit: "Units", reservation: "Reservations", waitlist: "Waitlists", approval: "Approvals", escalation: "Escalations", digest: "Summaries",
    auth: "Your account", otp: "Codes", user: "Users", tenant: "Company", template: "Message templates",
  },
  open: { any: "Open", lead: "Open the lead", contact: "Open the contact", company: "Open the company", deal: "Open the deal", unit: "Open the unit", approval_request: "Open the request", task: "Open the task", lead_import: "Open the report" },
  delivery: {
    title: "Also sent by", none: "Only shown here.", scheduled: "Scheduled for {{ time }} ({{ zone }})", scheduledDay: "Scheduled for {{ time }} on {{ day }} ({{ zone }})", sentAt: "Sent {{ time }}", deliveredAt: "Delivered {{ time }}", openedAt: "Opened {{ time }}", failedAt: "Failed {{ time }}",
    reason: "Reason: {{ reason }}", notSent: "Not sent",
  },
  channel: { email: "Email", sms: "Text message", whatsapp: "WhatsApp", inbox: "Inbox", push: "Push" },
  status: { queued: "Waiting", sending: "Being sent", sent: "Sent", delivered: "Delivered", failed: "Failed", bounced: "Bounced", expired: "Not sent in time", cancelled: "Cancelled" },
  reason: {
    PREFERENCE_OFF: "You do not want this on this channel.", MIRROR_OFF: "Copies on this channel are off.", NO_ADDRESS: "You have no confirmed address for this channel.", PLAN_REQUIRED: "Your plan does not include this channel.",
    SUPPRESSED: "This address bounced, complained or was blocked.", STOPPED: "This number said STOP.", UNSUBSCRIBED: "This address unsubscribed from marketing.", CONSENT_REQUIRED: "You have not agreed to marketing here.", TEMPLATE_MISSING: "There are no words for this channel.",
    SANDBOX_BLOCKED: "Test mode has no address for this channel.", SCHEDULED: "It was asked for at this time.", SNOOZED: "You have paused notifications until then.", QUIET_HOURS: "It waits for the end of quiet hours.", CAP_EXCEEDED: "This month's messages are used up.", RATE_LIMIT: "Too many messages at once; it goes a little later.",
  },
} as const;
