import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import type * as z from "zod";
import { AppError } from "#worker/kernel/errors.ts";
import type { Action, Comparison, Condition } from "./contract.ts";

export type GuardedAction = z.output<typeof Action>;
type Field = GuardedAction["fields"][number];
export type ConditionValue = z.output<typeof Condition>;
type Compared = z.output<typeof Comparison>;
type Group = Exclude<ConditionValue, string>;
/** What policies judge, by the names of the action's fields. Money is an integer of minor units. */
export type Facts = Readonly<Record<string, string | number>>;

const CEL_TYPES = { money: "int", integer: "int", percent: "double", text: "string" } as const;
const OPERATORS = { eq: "==", ne: "!=", gt: ">", gte: ">=", lt: "<", lte: "<=", in: "in" } as const;
const LIMITS = { maxAstNodes: 300, maxDepth: 20, maxListElements: 50, maxMapEntries: 1, maxCallArguments: 3 };
/** Comprehensions and regular expressions are left out: they can cost more than what they are written in. */
const FUNCTIONS = new Set(["startsWith", "endsWith", "contains", "size", "double", "int"]);

const environments = new WeakMap<GuardedAction, Environment>();
function environmentOf(action: GuardedAction): Environment {
  const known = environments.get(action);
  if (known) return known;
  const made = new Environment({ limits: LIMITS });
  for (const field of action.fields) made.registerVariable(field.name, CEL_TYPES[field.type]);
  environments.set(action, made);
  return made;
}

const refuse = (path: string, message: string) => new AppError("VALIDATION_FAILED", { issues: [{ path, message }] });
const isWhole = (field: Field) => CEL_TYPES[field.type] === "int";

function literal(field: Field, value: unknown, path: string): string {
  if (field.type === "text") {
    if (typeof value !== "string") throw refuse(path, `${field.name} is a text.`);
    if (field.values && !field.values.includes(value)) throw refuse(path, `${field.name} is one of ${field.values.join(", ")}.`);
    return JSON.stringify(value);
  }
  if (typeof value !== "number" || !Number.isFinite(value)) throw refuse(path, `${field.name} is a number.`);
  if (isWhole(field) && !Number.isSafeInteger(value)) throw refuse(path, `${field.name} is a whole number${field.type === "money" ? " of minor units" : ""}.`);
  const text = value.toString();
  return isWhole(field) || /[.e]/.test(text) ? text : `${text}.0`;
}

function comparison(action: GuardedAction, { field: name, op, value }: Compared, path: string): string {
  const field = action.fields.find((f) => f.name === name);
  if (!field) throw refuse(`${path}.field`, `${action.code} has no field ${name}. It has ${action.fields.map((f) => f.name).join(", ")}.`);
  if (field.type === "text" && !["eq", "ne", "in"].includes(op)) throw refuse(`${path}.op`, `${name} is a text: compare it with eq, ne or in.`);
  if (Array.isArray(value) !== (op === "in")) throw refuse(`${path}.value`, op === "in" ? "in takes a list of values." : `${op} takes one value.`);
  if (Array.isArray(value)) return `${name} in [${value.map((one, i) => literal(field, one, `${path}.value.${i}`)).join(", ")}]`;
  return `${name} ${OPERATORS[op]} ${literal(field, value, `${path}.value`)}`;
}

function group(action: GuardedAction, form: Group, path: string): string {
  const [key, parts, joint] = "all" in form ? (["all", form.all, " && "] as const) : (["any", form.any, " || "] as const);
  return parts.map((part, i) => {
    const at = `${path}.${key}.${i}`;
    return "field" in part ? comparison(action, part, at) : `(${group(action, part, at)})`;
  }).join(joint);
}

/** The condition as CEL; refuses, naming the place, a form that does not fit the action's fields. */
export const expressionOf = (action: GuardedAction, condition: ConditionValue | null, path = "conditions"): string =>
  condition === null ? "true" : typeof condition === "string" ? condition : group(action, condition, path);

/** Refuses a condition that cannot be parsed, is not about the action's fields, costs too much or is neither true nor false. */
export function insistCondition(action: GuardedAction, condition: ConditionValue | null, path: string): void {
  const expression = expressionOf(action, condition, path), environment = environmentOf(action);
  const { valid, type, error } = environment.check(expression);
  if (!valid) throw refuse(path, `The condition is not valid: ${(error?.message ?? "").split("\n")[0]}.`);
  if (type !== "bool") throw refuse(path, `The condition is neither true nor false, but of type ${type}.`);
  const strange = callsOf(environment.parse(expression).ast).find((name) => !FUNCTIONS.has(name));
  if (strange) throw refuse(path, `${strange}() cannot be used in a condition.`);
}

function callsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(callsOf);
  if (typeof node !== "object" || node === null || !("op" in node)) return [];
  const { op, args } = node as ASTNode;
  return [...(op === "call" || op === "rcall" ? [(args as [string, ...unknown[]])[0]] : []), ...callsOf(args)];
}

/** Whether it holds for these facts. What cannot be told holds: a policy stands in the way when in doubt. */
export function holds(action: GuardedAction, condition: ConditionValue | null, facts: Facts): boolean {
  if (condition === null) return true;
  try {
    const values = action.fields.map((field) => [field.name, isWhole(field) ? BigInt(facts[field.name]!) : facts[field.name]]);
    return environmentOf(action).evaluate(expressionOf(action, condition), Object.fromEntries(values)) !== false;
  } catch {
    return true;
  }
}

/** Whether two sets of facts are the same. */
export const sameFacts = (a: Facts, b: Facts): boolean =>
  Object.keys({ ...a, ...b }).every((name) => a[name] === b[name]);
