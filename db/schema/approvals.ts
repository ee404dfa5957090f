import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId, tenantTable } from "./kernel.ts";

export type ApprovalState = "pending" | "approved" | "rejected" | "cancelled" | "failed";
type StepKind = "flat" | "sequential" | "parallel";
type ApproverMode = "role" | "group" | "user" | "dynamic";
export interface ApproverName { approver_mode: ApproverMode; approver_ref: string }

export const approvalPolicies = tenantTable("approval_policies", {
  name: text().notNull(),
  action_code: text().notNull(),
  object_type: text().notNull(),
  conditions: jsonb().$type<unknown>(),
  active: boolean().notNull().default(true),
  allow_self_approval: boolean().notNull().default(false),
});

export const approvalSteps = pgTable("approval_steps", {
  tenant_id: tenantId(),
  policy_id: uuid().notNull(),
  seq: integer().notNull(),
  kind: text().$type<StepKind>().notNull().default("flat"),
  approver_mode: text().$type<ApproverMode>().notNull(),
  approver_ref: text().notNull(),
  required: integer().notNull().default(1),
  threshold: jsonb().$type<unknown>(),
  sla_hours: integer(),
  escalate_to: jsonb().$type<ApproverName>(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.policy_id, t.seq] })]);

/** A step as a request keeps it. */
export interface RequestStep extends ApproverName {
  seq: number; policy_id: string; kind: StepKind; required: number; sla_hours: number | null; escalate_to: ApproverName | null;
}
/** A policy as a request keeps it. */
export interface RequestPolicy { id: string; version: number; name: string; action_code: string; conditions: unknown }

export const approvalRequests = tenantTable("approval_requests", {
  policy_id: uuid(),
  action_code: text().notNull(),
  object_type: text().$type<"deal" | "unit">().notNull(),
  object_id: uuid().notNull(),
  title: text().notNull(),
  summary: text().notNull(),
  operation: text().notNull(),
  input: jsonb().$type<Record<string, unknown>>().notNull(),
  payload: jsonb().$type<Record<string, string | number>>().notNull(),
  policies: jsonb().$type<RequestPolicy[]>().notNull(),
  steps: jsonb().$type<RequestStep[]>().notNull(),
  allow_self_approval: boolean().notNull(),
  requester_user_id: uuid().notNull(),
  owner_user_id: uuid().notNull(),
  state: text().$type<ApprovalState>().notNull().default("pending"),
  current_step: integer().notNull().default(1),
  remind_at: instant(),
  due_at: instant(),
  reminded_at: instant(),
  escalated_at: instant(),
  decided_at: instant(),
  failure: jsonb().$type<{ code: string; message: string; details: Record<string, unknown> | null }>(),
});

export const approvalActions = pgTable("approval_actions", {
  tenant_id: tenantId(),
  id: uuid().notNull(),
  request_id: uuid().notNull(),
  step_seq: integer().notNull(),
  approver_user_id: uuid().notNull(),
  on_behalf_of_user_id: uuid(),
  decision: text().$type<"approve" | "reject">().notNull(),
  comment: text(),
  created_at: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.id] })]);

export const approvalDelegations = tenantTable("approval_delegations", {
  from_user_id: uuid().notNull(),
  to_user_id: uuid().notNull(),
  starts_at: instant().notNull(),
  ends_at: instant().notNull(),
});
