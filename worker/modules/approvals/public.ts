export type { GuardedAction } from "./conditions.ts";
export { checkAndMaybeEnqueue, type Guarded, guarded } from "./guard.ts";
export { pendingApproval } from "./requests.ts";
