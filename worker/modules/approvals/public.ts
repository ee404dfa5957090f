export type { GuardedAction } from "./conditions.ts";
export { eraseRequests, requestsAbout } from "./erase.ts";
export { checkAndMaybeEnqueue, type Guarded, guarded } from "./guard.ts";
export { pendingApproval } from "./requests.ts";
