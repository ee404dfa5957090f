import type * as z from "zod";
import { approveRequest, createPolicy, type ApprovalRequired, type NewPolicy } from "#worker/modules/approvals/contract.ts";
import type { Answer, Client } from "./harness.ts";

type Policy = z.input<typeof NewPolicy>;

/** A policy of one step, decided by a role unless told otherwise. */
export const policy = (owner: Client, action_code: string, values: Partial<Omit<Policy, "steps">> & { steps?: Policy["steps"] } = {}) =>
  owner.ok(createPolicy, { body: { name: `${action_code} ${crypto.randomUUID()}`, action_code, steps: [{ approver_mode: "role", approver_ref: "sales_manager" }], ...values } });

/** The request that an answer says it waits for, insisting that it does. */
export function waitingFor(answer: Answer<unknown>): z.output<typeof ApprovalRequired>["approval_request"] {
  if (answer.status !== 202) throw new Error(`Not held back: ${answer.status} ${JSON.stringify(answer.error ?? answer.data)}`);
  return (answer.data as z.output<typeof ApprovalRequired>).approval_request;
}

export const approve = (by: Client, request_id: string, body: object = {}) => by.call(approveRequest, { params: { request_id }, body });
