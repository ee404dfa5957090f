export default {
  title: "Features and limits", admin: "Administration", tabs: { plan: "Plan and use", tenant: "Workspace", group: "Groups", user: "People", preview: "What decides" },
  on: "On", off: "Off", noLimit: "No limit", features: "Features", limits: "Limits", find: "Find a feature or limit",
  level: { user: "this person", userNamed: "{{ name }}", group: "group {{ name }}", tenant: "the workspace", plan: "plan {{ name }}" },
  decided: "{{ says }}, decided by {{ level }}", workspaceOnly: "One number for the whole workspace: groups and people have no other.", beats: "This beats {{ levels }}.", beaten: "{{ level }} ({{ says }})", reason: "“{{ reason }}”", reasonBy: "“{{ reason }}”, {{ name }}",
  plan: {
    status: { trialing: "Trial", active: "Active", past_due: "Payment is late", cancelled: "Cancelled" }, trial: "{{ plan }} until {{ date }}, then {{ next }}", current: "Plan", use: "Use of the limits", used: "{{ used }} of {{ limit }}", noLimits: "This plan sets no limits.", gives: "What the plan gives", notIn: "Not in the plan", full: "Used up",
  },
  overrides: {
    tenantHelp: "What the whole workspace has otherwise than its plan says.", groupHelp: "What the members of a group have otherwise. Of several groups the most generous one counts.", userHelp: "What one person has otherwise. It beats groups, workspace and plan.", add: "Add an override", none: "No overrides", noneHelp: "Everything is as the next level says.",
    what: "What", says: "Says", reason: "Why", setBy: "Set by", when: "When", lift: "Lift", liftTitle: "Lift the override of {{ name }}?", liftText: "The next level decides again, from the next request on.", lifted: "The override of {{ name }} is lifted", saved: "{{ name }} is overridden", edit: "Change", dialog: "Override", pickWhat: "Feature or limit", whatMissing: "Choose what to override.", state: "It is", limit: "Limit", limitHelp: "0 allows none.", limitWrong: "Write a whole number from 0.", reasonHelp: "Seen by everybody who asks why.", reasonMissing: "Say why.", submit: "Save override", pickGroup: "Group", pickUser: "Person", pickFirst: "Choose a group", pickFirstUser: "Choose a person", pickHelp: "Then its overrides show up here.", gate: "Overrides of features and limits",
  },
  preview: { whom: "For whom", help: "Four levels may speak: a person's own override, their groups, the workspace, the plan. The first that says something decides.", workspace: "The workspace in general" },
} as const;
