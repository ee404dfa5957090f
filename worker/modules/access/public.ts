export { giveRole, tenantDefaults } from "./defaults.ts";
export { keepingAnOwner } from "./owners.ts";
export { insistMayGrant, insistOutranks, isOwner, outranks } from "./ranks.ts";
export { rolesQuery } from "./roles.ts";
export { accessOf, standingOf } from "./snapshot.ts";
