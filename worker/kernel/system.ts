import { type Rows, send, type Statement, type Who } from "./db.ts";

const system = (purpose: string, request_id: string): Who => ({ role: "app_system", tenant_id: null, actor_id: `system:${purpose}`, request_id, ip: null, user_agent: null });

/** Reads across tenants. For sign-in look-ups, schedulers and sweepers; the purpose is logged with what it does. */
export const readAcrossTenants = <T extends readonly [Statement, ...Statement[]]>(purpose: string, request_id: string, ...queries: T): Promise<Rows<T>> =>
  send("read", system(purpose, request_id), queries);

/** Writes across tenants. For sweepers only. */
export const writeAcrossTenants = <T extends readonly [Statement, ...Statement[]]>(purpose: string, request_id: string, ...statements: T): Promise<Rows<T>> =>
  send("write", system(purpose, request_id), statements);
