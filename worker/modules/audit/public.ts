export { purgeAudit, sealAudit } from "./sweeps.ts";
