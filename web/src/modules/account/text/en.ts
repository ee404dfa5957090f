export default {
  title: "Your settings",
  section: { profile: "Profile", notifications: "Notifications", digests: "Summaries", security: "Security", sessions: "Sessions", tokens: "Access tokens" },
  digest: {
    help: "What happened and what waits, in one message at a time you choose: in your inbox and by email. When there is nothing to tell, nothing is sent.", panel: "Summaries", on: "On", next: "Next: {{ time }}", last: "Last sent {{ time }}", lastSkipped: "Last time there was nothing to tell", lastFailed: "The last one could not be made",
    change: "Change the time", changeOf: "When: {{ name }}", preview: "Preview", previewOf: "Preview: {{ name }}", previewHelp: "What would be sent now.", empty: "There is nothing to tell now", emptyHelp: "Sent now, it would be empty, and so it would not be sent.", notPermitted: "Your role does not show you any of this.",
    cadence: "How often", daily: "Every day", weekly: "Once a week", at: "At", weekday: "On", zone: "Time zone", ownZone: "As in your profile: {{ zone }}", save: "Save", saved: "Saved.", badTime: "Write a time, such as 09:00.", mail: "The email",
    kinds: {
      daily_activity: { title: "Daily activity", text: "Your new leads, what colleagues did on your records, and your deals that moved, were won or lost." },
      daily_tasks: { title: "Your day", text: "Your tasks due today or overdue, approvals that wait for you, reservations that end within a day, and leads nobody has contacted." },
      daily_deals: { title: "Your deals", text: "Deals past their close date, those that close within a week, and what moved." },
      daily_overdue: { title: "What is overdue", text: "Overdue tasks and approvals, reservations that ran out, and deals past their close date." },
      weekly_pipeline: { title: "Weekly pipeline", text: "Open deals by stage, and what was new, won and lost." },
      inventory_changes: { title: "Inventory", text: "New units, new prices, and what was reserved, released and sold." },
      marketing_summary: { title: "Marketing", text: "Marketing messages by channel: sent, delivered, opened, clicked and failed." },
    },
  },
  lastUsed: "Last used",
  locked: "Too many wrong tries. Wait a few minutes and try again.",
  profile: {
    about: "About you", name: "Full name", job: "Job title", language: "Language", languageHelp: "Of the screens, and of the messages sent to you.", zone: "Time zone", companyZone: "As the company: {{ zone }}",
    email: "Email", company: "Company", edit: "Edit profile", saved: "Profile saved.", nameMissing: "Write your name.",
  },
  phone: {
    panel: "Phone", title: "Confirm your phone", help: "We send a code to it, so that nobody else can use your number.", none: "No phone yet", use: "For codes at sign-in and for urgent messages.",
    add: "Add a phone", change: "Change", verify: "Confirm it", isVerified: "Confirmed", isUnverified: "Not confirmed", number: "Mobile number", channel: "Send the code by", sms: "Text message", whatsapp: "WhatsApp", send: "Send the code",
    missing: "Write a whole number.", tooOften: "You asked for codes three times within the hour. Try again at {{ time }}.", inUse: "Codes to your present phone are a second factor. Turn them off under Security before you change it.",
    sentBy: { sms: "We sent a text message to {{ phone }}.", whatsapp: "We sent a WhatsApp message to {{ phone }}." }, other: "Another number", verified: "Your phone is confirmed.", gone: "This code no longer works. Ask for a new one.",
    wrong: { zero: "This code is wrong. Ask for a new one.", one: "This code is wrong. {{ count }} try left.", other: "This code is wrong. {{ count }} tries left." },
  },
  security: {
    factors: "Second factor", none: "Your password is all that guards this account. A second factor keeps others out even if they learn it.", safe: "Your account is guarded by a second factor.",
    required: "Your company asks for a second factor. Set one up before {{ date }}; after that you can do nothing else until you have one.",
  },
  factor: {
    on: "On", setUp: "Set up", turnOn: "Turn on", turnOff: "Turn off", last: "This is your only second factor. Without it your password is all that guards the account, and your backup codes stop working.",
    lastRequired: "This is your only second factor, and your company asks for one. You will have to set up another.", others: "Your other second factors go on working.",
  },
  authenticator: {
    title: "Authenticator app", text: "Codes from an app on your phone, also without a connection.", setUp: "Set up an authenticator app", on: "The authenticator app is set up.", off: "The authenticator app is turned off.", offAsk: "Turn the authenticator app off?",
    step: { scan: "Scan", confirm: "Confirm", codes: "Backup codes" }, scanHelp: "Scan this picture with an app such as Google Authenticator, 1Password or Microsoft Authenticator.", qr: "QR code for the authenticator app", openApp: "Open it in an app on this phone",
    byHand: "Or type this key into the app", copyKey: "Copy the key", codeHelp: "Enter the code that the app shows now.", wrong: "This is not the code that the app shows now. Check that the phone's clock is right.",
  },
  phoneCodes: {
    needsPhone: "Confirm a phone first; it takes a minute.", to: "To",
    sms: { title: "Codes by text message", on: "Codes by text message are on.", off: "Codes by text message are off.", offAsk: "Turn codes by text message off?" },
    whatsapp: { title: "Codes by WhatsApp", on: "Codes by WhatsApp are on.", off: "Codes by WhatsApp are off.", offAsk: "Turn codes by WhatsApp off?" },
  },
  passkey: {
    title: "Passkeys", text: "Sign in with your finger, face or PIN. Nobody can steal or guess a passkey.", add: "Add a passkey", addHelp: "Name it after the device. Your device then asks you to confirm.", unsupported: "This browser cannot hold passkeys.",
    addedOn: "Added {{ date }}", synced: "Backed up by its maker", rename: "Rename {{ name }}", renameTitle: "Rename the passkey", remove: "Remove {{ name }}", removeAsk: "Remove {{ name }}?", removed: "The passkey is removed.", added: "The passkey is added.",
    name: "Name", nameDefault: "This device", nameMissing: "Give it a name.", failed: "The passkey could not be made. Try again.", known: "This device holds a passkey of yours already.",
  },
  backup: {
    title: "Backup codes", help: "For the day when you have lost your phone.", once: "These codes are shown only now. Keep them where you keep other passwords; each works once.", download: "Download", kept: "I have kept these codes", keepFirst: "Keep the codes first, then tick the box.",
    leave: "Close without keeping the codes?", leaveHelp: "They will not be shown again. You can make new ones here later.", leaveYes: "Close", fileHead: "M3Core backup codes of {{ email }}. Each works once.",
    left: { zero: "None left.", one: "{{ count }} left, each works once.", other: "{{ count }} left, each works once." }, few: "Make new ones soon", renew: "Make new codes", renewAsk: "Make new backup codes?", renewHelp: "Those you kept stop working.", renewed: "New backup codes are made.",
  },
  proof: {
    title: "Is it still you?", help: "This changes how your account is guarded, so we ask once more.", submit: "Continue", password: "Password", code: "Code", codeHelp: "From your authenticator app, or a backup code.", passkey: "Use a passkey", passkeyHelp: "Your device asks for its lock: a finger, a face or a PIN.",
    instead: { passkey: "Use a passkey", password: "Use the password", code: "Use a code" }, missing: { password: "Write your password.", code: "Write a code." }, wrong: { passkey: "This passkey did not work. Try again, or use something else.", password: "This is not your password.", code: "This code is wrong or was used before." },
  },
  password: {
    title: "Password", own: "Your password", help: "Changing it signs you out everywhere else.", change: "Change password", changeHelp: "You stay signed in here; every other device is signed out.", none: "You have no password", noneHelp: "You sign in with a provider or a passkey. A link in your mail lets you set one.",
    mail: "Mail me a link", mailed: "A link is on its way to {{ email }}.", current: "Current password", new: "New password", rules: "At least 10 characters. A few words together work well.", same: "This is your present password.", wrong: "This is not your current password.", weak: "Too easy to guess. Use a few words together.", changed: "Password changed. Your other devices are signed out.",
  },
  session: {
    title: "Where you are signed in", on: "{{ browser }} on {{ os }}", unknown: "Unknown device", current: "This device", since: "Since {{ date }}", end: "Sign out", endAsk: "Sign out {{ device }}?", endHelp: "Whoever uses it has to sign in again, from its very next step.", ended: "That device is signed out.",
    endOthers: "Sign out all others", endOthersAsk: "Sign out everywhere else?", endOthersHelp: "Only this device stays signed in.", othersEnded: "All other devices are signed out.",
  },
  token: {
    list: "For scripts and other products", submit: "Create the token", none: "No access tokens", noneHelp: "A token lets a script or another product act for you, with no more than you choose.", create: "New token", createHelp: "It can do what you tick here, and never more than you may do yourself.", name: "Name", nameExample: "Nightly export", nameMissing: "Say what it is for.",
    life: "Works for", days: { one: "{{ count }} day", other: "{{ count }} days" }, permissions: "What it may do", permissionsMissing: "Choose at least one.", search: "Find a permission", tooMany: "You have 20 tokens. Revoke one that is not used.",
    made: "Your new token", once: "Copy it now: it is not shown again.", copy: "Copy the token", scopes: { one: "{{ count }} permission", other: "{{ count }} permissions" }, until: "Until {{ date }}", endsSoon: "Ends soon", unused: "Never used", revoke: "Revoke", revokeAsk: "Revoke {{ name }}?", revokeHelp: "What uses it stops working at once.", revoked: "The token is revoked.",
  },
  area: {
    activity: "Activities", approvals: "Approvals", audit: "Audit log", billing: "Billing", building: "Buildings", campaign: "Campaigns", code: "Codes", company: "Companies", contact: "Contacts", customfields: "Custom fields", dashboard: "Dashboards", deal: "Deals",
    entitlements: "Entitlements", groups: "Groups", layer: "Map layers", lead: "Leads", notify: "Messages", overlay: "Floor plans", phone: "Phone", pipeline: "Pipelines", plan: "Plan", project: "Projects", reports: "Reports", role: "Roles", roles: "Role set-up", seats: "Seats",
    session: "Sessions", shape: "Map shapes", task: "Tasks", telemarketing: "Telemarketing", twofa: "Second factor", unit: "Units", user: "Users",
  },
  enrol: { title: "Set up a second factor", help: "{{ company }} asks for one before you go on. It takes a minute: choose what suits you." },
  grace: { setUp: "Set it up", text: { one: "Your company asks for a second factor. You have {{ count }} day left to set one up.", other: "Your company asks for a second factor. You have {{ count }} days left to set one up." } },
} as const;
