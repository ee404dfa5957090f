import { bringIn, type Member, signIn as apiSignIn } from "#local/members.ts";
import { newWorkspace, type Stack } from "./support.ts";

export const PASSWORD = "Seven green doors 84";

/** A workspace with a sales manager who decides and an agent who asks, and a deal of the agent about one unit of EGP 8,450,000. */
export async function newOffice(stack: Stack, given: { manager?: string; agent?: string; role?: string } = {}) {
  const names = { manager: "Hisham El-Badry", agent: "Dina Shafik", role: "sales_agent", ...given };
  const workspace = await newWorkspace(stack);
  const owner = await apiSignIn(stack.apiUrl, workspace);
  const bring = (full_name: string, role_code: string) => bringIn(owner, { full_name, role_code, email: `${role_code}-${crypto.randomUUID()}@test.m3core.test`, password: PASSWORD });
  const manager = await bring(names.manager, "sales_manager");
  const agent = await bring(names.agent, names.role);
  const project = await workspace.api("POST", "/v1/projects", { name: "Lake Residence" });
  const unit = await workspace.api("POST", "/v1/units", { project_id: project.id, code: "A-1204", unit_type_code: "apartment", price_minor: 845_000_000, currency: "EGP" });
  const deal = await workspace.api("POST", "/v1/deals", { name: "Mona, lake side", owner_user_id: agent.user_id, amount_minor: 845_000_000, currency: "EGP", units: [{ unit_id: unit.id }] });
  return { workspace, manager, agent, project, unit, deal };
}

/** A policy that holds back discounts of more than a tenth. */
export const discounts = { name: "Discounts above 10 %", action_code: "deal.discount", conditions: { all: [{ field: "discount_percent", op: "gt", value: 10 }] }, steps: [{ approver_mode: "role", approver_ref: "sales_manager", sla_hours: 24 }] };

/** Any call of the API as this person. */
export async function asMember<T = Record<string, any>>(stack: Stack, who: Member, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${stack.apiUrl}${path}`, { method, headers: { "content-type": "application/json", authorization: `Bearer ${who.api.token}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const { success, data, error } = (await answer.json()) as { success: boolean; data: T; error?: unknown };
  if (!success) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(error)}`);
  return data;
}
/** A change that is held back: the request that waits. */
export const ask = async (stack: Stack, who: Member, path: string, body: unknown) =>
  (await asMember<{ approval_request: { id: string } }>(stack, who, "PATCH", path, body)).approval_request;
