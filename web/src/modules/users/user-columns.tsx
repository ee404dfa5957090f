import { Show } from "solid-js";
import { Badge } from "#web/src/ui/badge.tsx";
import { Person } from "#web/src/ui/avatar.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { Code, DateTime, Name, Nothing, Phone, RelativeTime } from "#web/src/ui/text.tsx";
import type { Dictionaries } from "./dictionary-data.ts";
import type { UserSay } from "./text/index.ts";
import { isMe, type UserRow } from "./user-data.ts";
import { UserStatusBadge } from "./user-status.tsx";

/** The columns of the list of users. */
export const userColumns = (w: UserSay, dictionaries: Dictionaries): readonly Column<UserRow>[] => [
  { id: "name", header: w("name"), width: 210, sort: "full_name", required: true, cell: (user) => <span class="row" data-gap="sm"><span class="table__primary"><Person name={user.full_name} /></span><Show when={isMe(user)}><Badge>{w("you")}</Badge></Show></span> },
  { id: "status", header: w("status"), width: 125, cell: (user) => <UserStatusBadge status={user.status} /> },
  { id: "roles", header: w("roles"), width: 190, cell: (user) => <Name>{user.roles.map(({ name }) => name).join(", ")}</Name> },
  { id: "email", header: w("email"), width: 220, sort: "email", cell: (user) => <span class="truncate"><Code>{user.email}</Code></span> },
  { id: "title", header: w("jobTitle"), width: 150, cell: (user) => <Name>{dictionaries.jobTitle(user.job_title_code) ?? user.job_title}</Name> },
  { id: "department", header: w("department"), width: 140, cell: (user) => <Name>{dictionaries.department(user.department_code)}</Name> },
  { id: "seen", header: w("lastSeen"), width: 130, cell: (user) => <Show when={user.last_login_at} fallback={<span class="faint">{w("never")}</span>}>{(at) => <RelativeTime at={at()} />}</Show> },
  { id: "phone", header: w("phone"), width: 150, hidden: true, cell: (user) => <Phone number={user.phone_e164} /> },
  { id: "language", header: w("language"), width: 100, hidden: true, cell: (user) => <Show when={w.maybe(`languages.${user.locale}`)} fallback={<Nothing />}>{(name) => <>{name()}</>}</Show> },
  { id: "created", header: w("created"), width: 120, sort: "created_at", hidden: true, cell: (user) => <DateTime at={user.created_at} /> },
];
