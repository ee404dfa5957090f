import * as z from "zod";
import { exampleOf, type JsonSchema } from "#worker/kernel/openapi-example.ts";
import { exampleFor } from "./examples.ts";
import type { Locale, Template } from "./template.ts";
import type { Variables } from "./templates-contract.ts";

const WebAddress = z.url({ protocol: /^https?$/ });
const KINDS = { string: z.string(), number: z.number(), boolean: z.boolean(), url: WebAddress, date: z.union([z.iso.date(), z.iso.datetime({ offset: true })]), list: z.array(z.unknown()) } as const;

/** Holds a payload to what was declared. What is required must be there; what is there must be of its type. */
export const payloadOf = (variables: Variables): z.ZodType =>
  z.looseObject(Object.fromEntries(Object.entries(variables).map(([name, { type, required }]) => [name, required ? KINDS[type] : KINDS[type].nullish()])));

/** Whether this could be the value of a variable of that type. */
export const isOfType = (type: keyof typeof KINDS, value: unknown): boolean => KINDS[type].safeParse(value).success;

/** The variables of a product's own family, as its payload declares them. */
export function systemVariables({ payload }: Template, locale: Locale): Variables {
  const { properties = {}, required = [] } = z.toJSONSchema(payload, { io: "input" }) as JsonSchema;
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, {
    type: typeOf(schema), required: required.includes(name), example: exampleFor(name, locale) ?? exampleOf(schema, name), description: "",
  }]));
}

function typeOf({ type, format }: JsonSchema): keyof typeof KINDS {
  if (type === "integer" || type === "number") return "number";
  if (type === "boolean") return "boolean";
  if (type === "array" || type === "object") return "list";
  return format === "uri" ? "url" : format === "date" || format === "date-time" ? "date" : "string";
}

/** A payload made of the examples. */
export const examplesOf = (variables: Variables): Record<string, unknown> => Object.fromEntries(Object.entries(variables).map(([name, { example }]) => [name, example]));
