export { consentOf } from "./consents.ts";
export { expireExports } from "./run-export.ts";
