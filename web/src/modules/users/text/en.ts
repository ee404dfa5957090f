export default {
  title: "Users", admin: "Administration", search: "Search users", invite: "Invite", name: "Name", email: "Email", role: "Role", roles: "Roles", status: "Status", jobTitle: "Job title", jobTitleText: "Job title in own words", department: "Department", lastSeen: "Last sign-in", created: "Added", updated: "Updated", phone: "Phone", language: "Language", never: "Never", you: "You",
  statuses: { invited: "Invited", active: "Active", suspended: "Suspended", deactivated: "Deactivated" },
  views: { all: "Everybody", active: "Active", invited: "Invited", suspended: "Suspended", deactivated: "Deactivated" },
  none: "Nobody here yet", noneHelp: "Invite your colleagues. Each takes a seat of your plan once invited.",
  languages: { en: "English", ar: "Arabic" },
  seats: {
    label: "Seats", used: "{{ used }} of {{ limit }} seats used", usedOnly: { one: "{{ count }} seat used", other: "{{ count }} seats used" }, free: { zero: "No seat is free", one: "{{ count }} seat free", other: "{{ count }} seats free" }, full: "All seats are taken", fullHelp: "Suspend or deactivate somebody to free a seat, or see larger plans.",
    byStatus: "Who takes a seat", byRole: "Seats by role", severalRoles: "Who has several roles counts under each.", suspendedFree: "Suspended and deactivated accounts take no seat.", plans: "See plans",
  },
  inviting: {
    title: "Invite a colleague", help: "They get a link by mail that works for 7 days, and take a seat from now on.", submit: "Send invitation", emailWrong: "Write an address such as name@company.com.", roleMissing: "Choose a role.", nameHelp: "They can change it when they join.",
    sent: "{{ email }} is invited", exists: "{{ email }} has an account already", openExisting: "Open it", roleHelp: "You can give roles that do no more than yours.",
  },
  pending: { resend: "Send again", resent: "The invitation was sent again to {{ email }}. The link before stops working.", revoke: "Take back", revokeTitle: "Take back the invitation of {{ name }}?", revokeText: "The link stops working and the seat is free.", revoked: "The invitation of {{ name }} was taken back", banner: "{{ name }} has not joined yet", bannerHelp: "The invitation went to {{ email }}." },
  actions: {
    suspend: "Suspend", reactivate: "Let back in", deactivate: "Deactivate", forceLogout: "Sign out everywhere", resetPassword: "Reset password", more: "More actions",
    suspendTitle: "Suspend {{ name }}?", suspendText: "They are signed out at once and cannot sign in. Their records stay theirs, and their seat is free.", suspended: "{{ name }} is suspended", reactivated: "{{ name }} is back",
    logoutTitle: "Sign {{ name }} out everywhere?", logoutText: "Every session ends on its next request. They can sign in again.", loggedOut: { zero: "{{ name }} was not signed in anywhere", one: "{{ count }} session of {{ name }} ended", other: "{{ count }} sessions of {{ name }} ended" },
    resetTitle: "Reset the password of {{ name }}?", resetText: "The password and every session end at once. A link to choose a new one goes to {{ email }}.", reset: "A link to choose a new password went to {{ email }}",
    rankBlocked: "This account does not rank below yours.", self: "This is your own account. See your profile for your password and sessions.",
  },
  deactivating: {
    title: "Deactivate {{ name }}", help: "The account closes until somebody lets it back in. Its history stays, its seat is free. What is open is handed over: you are asked to whom.", submit: "Deactivate", owns: "Somebody has to take over what is still theirs",
    leads: { one: "{{ count }} open lead", other: "{{ count }} open leads" }, deals: { one: "{{ count }} open deal", other: "{{ count }} open deals" }, contacts: { one: "{{ count }} contact", other: "{{ count }} contacts" }, companies: { one: "{{ count }} company", other: "{{ count }} companies" }, tasks: { one: "{{ count }} open task", other: "{{ count }} open tasks" },
    to: "Who takes over", toHelp: "They are told what they received.", toMissing: "Choose who takes over.", done: "{{ name }} is deactivated", moved: "{{ name }} is deactivated; what was open went to {{ to }}",
  },
  bulk: {
    suspendTitle: { one: "Suspend {{ count }} person?", other: "Suspend {{ count }} people?" }, reactivateTitle: { one: "Let {{ count }} person back in?", other: "Let {{ count }} people back in?" }, force_logoutTitle: { one: "Sign {{ count }} person out everywhere?", other: "Sign {{ count }} people out everywhere?" },
    suspendText: "They are signed out at once; their seats are free.", reactivateText: "Each takes a seat.", force_logoutText: "Their sessions end on the next request.",
    suspendDone: { one: "{{ count }} person suspended", other: "{{ count }} people suspended" }, reactivateDone: { one: "{{ count }} person is back", other: "{{ count }} people are back" }, force_logoutDone: { one: "{{ count }} person signed out", other: "{{ count }} people signed out" },
    refused: { one: "{{ count }} was refused", other: "{{ count }} were refused" }, nothing: "Nothing was changed", reason: "Why",
  },
  tabs: { profile: "Profile", roles: "Roles and groups", access: "Access", sessions: "Sessions", activity: "Activity" },
  profile: { edit: "Edit profile", saved: "Saved", nameMissing: "Write a name.", locale: "Language of messages" },
  rolesTab: {
    own: "Own roles", edit: "Change roles", help: "What this person may do is the sum of all their roles and groups. A change binds on their next request.", submit: "Save roles", missing: "Choose at least one role.", saved: "The roles of {{ name }} are changed",
    groups: "Groups", noGroups: "In no group", noGroupsHelp: "Groups bring roles and decide whose records “team” means.", addGroup: "Add to a group", groupPick: "Group", addAction: "Add", leave: "Take out of {{ group }}", left: "{{ name }} is no longer in {{ group }}", joined: "{{ name }} is in {{ group }} now", gives: "Gives {{ roles }}", givesNothing: "Gives no roles", inactive: "Switched off",
  },
  access: {
    permissions: "Permissions", entitlements: "Features and limits", find: "Find a permission", granted: "Granted", refused: "Refused", all: "All", visibility: "Whose records they see",
    sum: { one: "{{ count }} permission granted", other: "{{ count }} permissions granted" }, of: "of {{ total }}",
    fromRole: "From {{ role }}", fromGroup: "From {{ role }} via group {{ group }}", fromBelow: "From {{ role }}, which stands above {{ below }}", fromGroupBelow: "From {{ role }} via group {{ group }}, which stands above {{ below }}",
    noRole: "None of their roles gives it.", groupInactive: "Only a group that is switched off gives it: {{ groups }}.", accountInactive: "Their roles give it, but the account is not active.", wouldGive: "It would come with {{ roles }}.", nobodyGives: "No role gives it.",
    filter: "Which permissions", nothing: "Nothing matches", nothingHelp: "Try a shorter word.",
  },
  sessions: {
    none: "Not signed in anywhere", noneHelp: "Sessions show up here once {{ name }} signs in.", endOne: "End session", endOneTitle: "End the session of {{ name }} on {{ device }}?", endOneText: "It is dead on its next request; others go on.", endAll: "End all sessions", endAllTitle: "End all sessions of {{ name }}?", endAllText: "Each is dead on its next request.", ended: { one: "{{ count }} session ended", other: "{{ count }} sessions ended" },
    since: "Since", lastUsed: "Last used", current: "This one", unknownDevice: "Unknown device",
  },
  activity: { none: "Nothing on record yet", noneHelp: "What {{ name }} does and what is done to the account shows up here.", by: "Done by {{ name }}", to: "Done to {{ name }}", which: "Which entries", actions: { insert: "Created", update: "Changed", delete: "Deleted", "auth.sessions_revoked": "Ended the sessions", "auth.session_revoked": "Ended a session", "user.force_logout": "Signed out everywhere", "user.password_reset": "Reset the password" }, entities: { users: "account", user_profiles: "profile", user_roles: "roles", group_members: "group membership", invites: "invitation", sessions: "session", leads: "lead", contacts: "contact", companies: "company", deals: "deal", units: "unit", roles: "role", groups: "group", tenants: "workspace" }, changed: "Changed: {{ fields }}", as: "{{ impersonator }} in the name of {{ name }}" },
  dictionaries: {
    title: "Job titles and departments", open: "Job titles and departments", jobTitles: "Job titles", departments: "Departments", add: "Add", addTitle: { job: "New job title", department: "New department" }, code: "Code", codeHelp: "Small letters, digits and underscores. It cannot be changed later.", codeWrong: "Small letters, digits and underscores, starting with a letter.",
    nameEn: "Name in English", nameAr: "Name in Arabic", nameMissing: "Write a name.", inUse: "In use", retired: "Retired", retire: "Retire", restore: "Use again", remove: "Delete", removeTitle: "Delete {{ name }}?", removeText: "A code that people have cannot be deleted; retire it instead.", editTitle: "Edit {{ name }}", saved: "Saved", removed: "{{ name }} was deleted", none: "Nothing here yet", noneHelp: "Add the first one. It can then be chosen on the profile of a person.", gateTitle: "Own job titles and departments",
  },
} as const;
