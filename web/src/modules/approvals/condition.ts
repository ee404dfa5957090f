import type * as z from "zod";
import type { Action, Comparison, Condition } from "#worker/modules/approvals/contract.ts";

export type ConditionValue = z.output<typeof Condition>;
export type ActionView = z.output<typeof Action>;
export type FieldView = ActionView["fields"][number];
export type Op = z.output<typeof Comparison>["op"];
type Value = z.output<typeof Comparison>["value"];
type Group = Exclude<ConditionValue, string>;

/** One line of a condition while it is edited; no value yet is undefined. */
export interface Line { field: string; op: Op; value: Value | undefined }
export interface Lines { joint: "all" | "any"; parts: readonly (Line | Lines)[] }
/** A condition while it is edited; what was written in one way is kept while the other is looked at. */
export interface Draft { mode: "always" | "form" | "text"; lines: Lines; text: string }

export const isGroup = (part: Line | Lines): part is Lines => "parts" in part;
const OPS: readonly Op[] = ["gt", "gte", "lt", "lte", "eq", "ne"];
export const opsOf = (field: FieldView | undefined): readonly Op[] => (field?.type === "text" ? ["eq", "ne", "in"] : OPS);
/** A line to start with: the first field, compared in the way that is most asked for. */
export const newLine = (action: ActionView | undefined): Line => ({ field: action?.fields[0]?.name ?? "", op: opsOf(action?.fields[0])[0]!, value: undefined });

const linesOf = (group: Group): Lines => {
  const [joint, parts] = "all" in group ? (["all", group.all] as const) : (["any", group.any] as const);
  return { joint, parts: parts.map((part) => ("field" in part ? { ...part, value: Array.isArray(part.value) ? [...part.value] : part.value } : linesOf(part))) };
};
/** A stored condition for the form; what the form cannot show (a list of numbers) is shown as text. */
export function draftOf(condition: ConditionValue | null, action: ActionView | undefined): Draft {
  const empty: Lines = { joint: "all", parts: [newLine(action)] };
  if (condition === null) return { mode: "always", lines: empty, text: "" };
  if (typeof condition === "string") return { mode: "text", lines: empty, text: condition };
  const text = expressionOf(condition), lines = linesOf(condition);
  return { mode: linesIn(lines).every((line) => opsOf(action?.fields.find(({ name }) => name === line.field)).includes(line.op)) ? "form" : "text", lines, text };
}

const groupOf = ({ joint, parts }: Lines): Group => ({ [joint]: parts.map((part) => (isGroup(part) ? groupOf(part) : part)) }) as Group;
/** What is sent for a draft. */
export const conditionOf = ({ mode, lines, text }: Draft): ConditionValue | null => (mode === "always" ? null : mode === "text" ? text.trim() : groupOf(lines));

export const linesIn = ({ parts }: Lines): readonly Line[] => parts.flatMap((part) => (isGroup(part) ? linesIn(part) : [part]));
export const hasValue = ({ value }: Line) => (Array.isArray(value) ? value.length > 0 : value !== undefined && value !== "");

const SIGNS: Record<Op, string> = { eq: "==", ne: "!=", gt: ">", gte: ">=", lt: "<", lte: "<=", in: "in" };
const literal = (value: Value | undefined): string => (Array.isArray(value) ? `[${value.map(literal).join(", ")}]` : value === undefined ? "…" : JSON.stringify(value));
/** A condition as one line of text, as the API writes it. */
export function expressionOf(condition: ConditionValue): string {
  if (typeof condition === "string") return condition;
  const say = (lines: Lines): string => lines.parts.map((part) => (isGroup(part) ? `(${say(part)})` : `${part.field} ${SIGNS[part.op]} ${literal(part.value)}`)).join(lines.joint === "all" ? " && " : " || ");
  return say(linesOf(condition));
}

/** The currency that amounts beside a line are in: the one the condition asks for, else the company's. */
export const currencyIn = (lines: Lines, otherwise: string): string => {
  const asked = linesIn(lines).find(({ field, op }) => field === "currency" && op === "eq")?.value;
  return typeof asked === "string" && /^[A-Z]{3}$/.test(asked) ? asked : otherwise;
};
