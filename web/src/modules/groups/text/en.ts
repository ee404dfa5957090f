export default {
  title: "Groups", admin: "Administration", newGroup: "New group", name: "Name", code: "Code", description: "What it is for", members: "Members", roles: "Default roles", state: "State", created: "Created", on: "In use", off: "Switched off", noRoles: "None",
  filter: { state: "State" },
  none: "No groups yet", noneHelp: "A group is a branch or a team: it gives its members roles, and decides whose records “team” means.", count: { zero: "Nobody", one: "{{ count }} member", other: "{{ count }} members" },
  form: { create: "Create group", created: "{{ name }} is created", saved: "Saved", nameMissing: "Write a name.", codeHelp: "Files name the group by it. It cannot be changed later.", codeWrong: "Small letters, digits and underscores, starting with a letter.", rolesHelp: "What every member may do by being in it." },
  tabs: { members: "Members", details: "Details", overrides: "Features and limits" },
  details: { edit: "Edit group", isActive: "In use", isActiveHelp: "Switched off, it gives nothing and its members keep their place." },
  member: { add: "Add members", pick: "People", missing: "Choose somebody.", submit: { zero: "Add", one: "Add {{ count }} person", other: "Add {{ count }} people" }, added: { one: "{{ count }} person added", other: "{{ count }} people added" }, remove: { one: "Take {{ count }} person out", other: "Take {{ count }} people out" }, removeTitle: { one: "Take {{ count }} person out of {{ name }}?", other: "Take {{ count }} people out of {{ name }}?" }, removeText: "They lose what only this group gave them, from their next request on.", removed: { one: "{{ count }} person taken out", other: "{{ count }} people taken out" }, none: "Nobody is in this group", noneHelp: "Add people to give them its roles.", since: "since {{ date }}", select: "Select {{ name }}", selectAll: "Select all" },
  remove: { action: "Delete group", title: "Delete {{ name }}?", text: "Its members lose what it gave them, from their next request on.", done: "{{ name }} was deleted" },
  statuses: { invited: "Invited", active: "Active", suspended: "Suspended", deactivated: "Deactivated" },
  gate: "Groups",
} as const;
