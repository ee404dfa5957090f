import * as z from "zod";

type Shaper = (value: unknown) => unknown;
const asIs: Shaper = (value) => value;
const made = new WeakMap<z.ZodType, Shaper>();

/**
 * Keeps of an answer what its contract shows, and nothing else, without checking the values: a list of 50 costs a tenth
 * of what parsing it does. Objects, arrays and what wraps them are followed; a union is kept whole.
 */
export function shaperOf(schema: z.ZodType): Shaper {
  const known = made.get(schema);
  if (known) return known;
  const shaper = build(schema);
  made.set(schema, shaper);
  return shaper;
}

function build(schema: z.ZodType): Shaper {
  if (schema instanceof z.ZodObject) return ofObject(Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, field]) => [key, shaperOf(field)]));
  if (schema instanceof z.ZodArray) return ofArray(shaperOf(schema.element as z.ZodType));
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return shaperOf(schema.unwrap() as z.ZodType);
  return asIs;
}

function ofObject(fields: readonly (readonly [string, Shaper])[]): Shaper {
  return (value) => {
    if (typeof value !== "object" || value === null) return value;
    const kept: Record<string, unknown> = {};
    for (const [key, shaper] of fields) {
      const field = (value as Record<string, unknown>)[key];
      if (field !== undefined) kept[key] = shaper === asIs ? field : shaper(field);
    }
    return kept;
  };
}

const ofArray = (item: Shaper): Shaper => (item === asIs ? asIs : (value) => (Array.isArray(value) ? value.map(item) : value));
