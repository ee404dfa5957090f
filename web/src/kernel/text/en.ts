export default {
  app: "M3Core",
  action: {
    save: "Save", saving: "Saving…", cancel: "Cancel", close: "Close", back: "Back", next: "Next", previous: "Previous", done: "Done", add: "Add", edit: "Edit",
    remove: "Remove", delete: "Delete", retry: "Try again", clear: "Clear", undo: "Undo", more: "More", copy: "Copy", copied: "Copied", open: "Open", reload: "Reload",
    confirm: "Confirm", apply: "Apply", reset: "Reset", export: "Export", import: "Import", new: "New", select: "Select", selectAll: "Select all", search: "Search", show: "Show", hide: "Hide",
  },
  field: {
    optional: "Optional", choose: "Choose…", noMatch: "Nothing matches", loading: "Loading…", savedAs: "Saved as", country: "Country", currency: "Currency",
    phoneInvalid: "This number does not look right for {{ country }}.", moneyInvalid: "Write an amount, such as {{ example }}.",
    decimals: { zero: "No decimals in this currency", one: "{{ count }} decimal in this currency", other: "{{ count }} decimals in this currency" },
    required: "Fill this in.", date: "Pick a date", openCalendar: "Open calendar", previousMonth: "Previous month", nextMonth: "Next month", removeValue: "Remove {{ name }}",
    showPassword: "Show password", hidePassword: "Hide password", options: { one: "{{ count }} option", other: "{{ count }} options" },
  },
  file: { drop: "Drop a file here", or: "or choose one from this device", choose: "Choose a file", tooBig: "{{ name }} is larger than {{ limit }}.", wrongKind: "{{ name }} is not one of: {{ kinds }}.", remove: "Remove {{ name }}" },
  list: {
    selected: { one: "{{ count }} selected", other: "{{ count }} selected" }, clearSelection: "Clear selection", filter: "Filter", removeFilter: "Remove filter {{ name }}", clearFilters: "Clear filters",
    columns: "Columns", sort: "Sort", saveView: "Save view", viewName: "Name of the view", savedView: "View saved", allRows: "All", updatedNow: "Updated just now", updated: "Updated {{ when }}", sortedBy: "Sort by {{ name }}", ascending: "Ascending", descending: "Descending",
    rows: { one: "{{ count }} row", other: "{{ count }} rows" }, selectRow: "Select row", editCell: "Edit {{ name }}", notSaved: "Not saved: {{ reason }}", bulk: "Actions on the selection",
    nothingHere: "Nothing here yet", nothingFound: "Nothing matches these filters", tryFewer: "Remove a filter or search for less.", of: "of", and: "{{ first }}, +{{ rest }}", anyValue: "Any", deleteView: "Delete view",
  },
  board: {
    help: "Press Space to pick up a card, the arrow keys to move it, Space to drop it and Escape to put it back.",
    lifted: "Picked up {{ card }}. It is in {{ column }}, place {{ place }} of {{ total }}.", moved: "{{ card }} is over {{ column }}, place {{ place }} of {{ total }}.",
    dropped: "{{ card }} dropped in {{ column }}, place {{ place }}.", cancelled: "Move cancelled. {{ card }} is back in {{ column }}.", empty: "No cards", movedBy: "{{ name }} moved this",
    cards: { one: "{{ count }} card", other: "{{ count }} cards" },
  },
  state: {
    loading: "Loading", error: "This did not load", errorHelp: "Try again. If it goes on, give the support team the number below.", requestId: "Request", offline: "You are offline. What you see may be old; changes wait until you are back.",
    backOnline: "Back online", notFound: "There is no such page", notFoundHelp: "The link may be old, or the record was removed.", home: "Go to the start page", forbidden: "You may not open this page", forbiddenHelp: "Your role does not include {{ permission }}. Ask an admin of your company for it.",
    crashed: "Something broke on this page", crashedHelp: "Your data is safe. Reload the page; if it happens again, tell the support team.", newVersion: "A new version is ready",
  },
  gate: { role: "You may not do this", roleHelp: "Ask an admin for {{ permission }}.", plan: "This is part of a larger plan", planHelp: "Your plan does not include {{ feature }}.", ask: "Ask an admin", upgrade: "See plans", asked: "Copied. Send it to an admin of your company." },
  conflict: {
    title: "Someone saved first", help: "{{ name }} changed this while you were editing.", unknown: "Someone else", field: "Field", original: "Before", theirs: "Theirs", yours: "Yours",
    takeTheirs: "Take all theirs", saveChosen: "Save chosen", empty: "Empty",
  },
  unsaved: { title: "Leave without saving?", help: "What you changed on this page will be lost.", leave: "Leave", stay: "Keep editing" },
  nav: {
    label: "Main navigation", skip: "Skip to the content", collapse: "Collapse the navigation", expand: "Expand the navigation", breadcrumb: "Breadcrumb", home: "Home", more: "More", menu: "Menu",
    group: { work: "Work", sales: "Sales", inventory: "Inventory", marketing: "Marketing", telemarketing: "Telemarketing", insights: "Insights", admin: "Administration" },
    dashboard: "Dashboard", inbox: "Inbox", tasks: "Tasks", leads: "Leads", contacts: "Contacts", companies: "Companies", deals: "Deals", projects: "Projects", units: "Units", floorplans: "Floor plans",
    campaigns: "Campaigns", audiences: "Audiences", callsheet: "Call sheet", reports: "Reports", approvals: "Approvals", users: "Users", roles: "Roles", groups: "Groups", entitlements: "Features and limits", audit: "Audit log", billing: "Plan and billing", settings: "Settings", help: "Help and shortcuts",
  },
  create: { title: "Create", lead: "New lead", contact: "New contact", company: "New company", deal: "New deal", task: "New task", unit: "New unit", invite: "Invite a user" },
  palette: { label: "Search and commands", placeholder: "Search, or type a command…", searchbox: "Search leads, deals, units…", go: "Go to", doGroup: "Do", results: "Results", none: "Nothing found for “{{ query }}”", move: "Move", open: "Open", theme: "Switch theme", language: "Switch language" },
  shortcuts: { title: "Keyboard shortcuts", help: "Show shortcuts", search: "Search", palette: "Command palette", create: "Quick create", inbox: "Open the inbox", navigation: "Collapse or expand the navigation", move: "Move in a list", open: "Open the row", select: "Select the row", close: "Close what is open", general: "General", lists: "Lists and boards", boardMove: "Pick up or drop a card" },
  user: { menu: "Your account", profile: "Profile", settings: "Settings", signOut: "Sign out", theme: "Theme", light: "Light", dark: "Dark", system: "As the device", contrast: "High contrast", density: "Density", compact: "Compact", comfortable: "Comfortable", language: "Language", digits: "Digits", tenant: "Company" },
  inbox: {
    title: "Inbox", open: { zero: "Inbox", one: "Inbox, {{ count }} unread", other: "Inbox, {{ count }} unread" }, markAll: "Mark all read", markRead: "Mark as read", unread: "Unread", tabs: { all: "All", approvals: "Approvals", tasks: "Tasks", system: "System" },
    empty: "You are up to date", emptyHelp: "Assignments, approvals and reminders show up here.", older: "Show older", approve: "Approve", reject: "Reject",
  },
  time: { today: "Today", yesterday: "Yesterday", justNow: "just now", overdue: "Overdue" },
  error: {
    network: "The server cannot be reached. Check the connection.", unknown: "Something went wrong. Try again.", FORBIDDEN: "Your role does not allow this.", PLAN_REQUIRED: "Your plan does not include this.",
    LIMIT_REACHED: "You have reached a limit of your plan.", CAP_EXCEEDED: "This month's limit is used up.", RATE_LIMIT: "Too many tries. Wait a moment.", NOT_FOUND: "It is no longer there.", CONFLICT: "Someone else changed this first.", DUPLICATE: "This already exists.",
    VALIDATION_FAILED: "Some fields need another look.", INTERNAL: "Something went wrong on our side.", PROVIDER_ERROR: "The provider did not accept this.", AUTH_TOKEN_EXPIRED: "Your session has ended. Sign in again.",
  },
} as const;
