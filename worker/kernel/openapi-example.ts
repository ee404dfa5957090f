/** As much of JSON Schema as our contracts turn into. */
export interface JsonSchema {
  type?: string | string[]; format?: string; enum?: unknown[]; const?: unknown; default?: unknown; examples?: unknown[]; pattern?: string;
  properties?: Record<string, JsonSchema>; required?: string[]; items?: JsonSchema; anyOf?: JsonSchema[]; oneOf?: JsonSchema[]; allOf?: JsonSchema[];
  minimum?: number; minLength?: number; additionalProperties?: boolean | JsonSchema;
}

const ID = "0192f0c1-5c3a-7c2e-9d57-3b8f0a4e6d21";
const BY_FORMAT: Record<string, string> = {
  uuid: ID, email: "mona@example.com", "date-time": "2026-11-20T09:30:00.000Z", date: "2026-11-30", uri: "https://example.com/tour", e164: "+201001234567",
};
const BY_NAME: Record<string, unknown> = {
  email: "mona@example.com", first_name: "Mona", last_name: "El-Sayed", full_name: "Mona El-Sayed", tenant_name: "Nile & Gulf Realty", password: "a-long-passphrase", name: "Lake Residence",
  country: "EG", locale: "en", timezone: "Africa/Cairo", cursor: "WyItY3JlYXRlZF9hdCJd", next_cursor: null, code: "A-1204", domain: "example.com", city: "New Cairo",
};

/** A believable value of a schema: its own example if it has one, else one made from its type, format and name. */
export function exampleOf(schema: JsonSchema, name = ""): unknown {
  if (schema.examples?.length) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return exampleOf(alternatives.find((s) => s.type !== "null") ?? alternatives[0]!, name);
  if (schema.allOf) return exampleOf(schema.allOf[0]!, name);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object": return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, exampleOf(value, key)]));
    case "array": return schema.items ? [exampleOf(schema.items, name)] : [];
    case "integer": case "number": return name === "version" ? 1 : (schema.minimum ?? 0) > 0 ? schema.minimum : 1;
    case "boolean": return true;
    case "null": return null;
    default: return BY_NAME[name] ?? (schema.format ? BY_FORMAT[schema.format] : undefined) ?? "text";
  }
}
