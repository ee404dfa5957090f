import { describe, expect, it } from "vitest";
import { brokenRule, findCycle, importsIn } from "#local/imports.ts";

const edge = (from: string, to: string) => ({ from, to, line: 1, typeOnly: false });

describe("who may import whom", () => {
  it.each([
    ["worker/modules/leads/leads.ts", "worker/kernel/ctx.ts"],
    ["worker/modules/leads/leads.ts", "worker/modules/contacts/public.ts"],
    ["worker/modules/leads/contract.ts", "worker/kernel/resource.ts"],
    ["web/src/modules/leads/page.tsx", "worker/modules/leads/contract.ts"],
    ["queues/outbox.ts", "worker/modules/messages/deliver.ts"],
    ["worker/index.ts", "durable-objects/inbox-hub.ts"],
  ])("%s may import %s", (from, to) => expect(brokenRule(edge(from, to))).toBeUndefined());

  it.each([
    ["db/schema/leads.ts", "worker/kernel/ctx.ts", "nothing above it"],
    ["worker/kernel/ctx.ts", "worker/modules/leads/public.ts", "knows no module"],
    ["worker/modules/leads/contract.ts", "worker/kernel/db.ts", "a contract is pure"],
    ["worker/modules/leads/leads.ts", "worker/modules/contacts/contacts.ts", "public.ts"],
    ["web/src/kernel/api.ts", "worker/kernel/errors.ts", "by its contracts"],
    ["worker/index.ts", "local/stack.ts", "laptop"],
  ])("%s may not import %s", (from, to, because) => expect(brokenRule(edge(from, to))).toContain(because));
});

it("finds imports of every form, and tells types from values", () => {
  const text = `import { a } from "#db/a.ts";\nimport type { B } from "./b.ts";\nexport * from "../c.ts";\nimport "./d.css";\nconst e = import("./e.ts");\nimport {\n  f,\n} from "./f.ts";\nimport g from "package";`;
  expect(importsIn("web/src/x.ts", text)).toEqual([
    { from: "web/src/x.ts", to: "db/a.ts", line: 1, typeOnly: false },
    { from: "web/src/x.ts", to: "web/src/b.ts", line: 2, typeOnly: true },
    { from: "web/src/x.ts", to: "web/c.ts", line: 3, typeOnly: false },
    { from: "web/src/x.ts", to: "web/src/d.css", line: 4, typeOnly: false },
    { from: "web/src/x.ts", to: "web/src/e.ts", line: 5, typeOnly: true },
    { from: "web/src/x.ts", to: "web/src/f.ts", line: 6, typeOnly: false },
  ]);
});

describe("a cycle", () => {
  it("is found and shown", () => expect(findCycle([edge("a", "b"), edge("b", "c"), edge("c", "b")])).toEqual(["b", "c", "b"]));
  it("is not made by types", () => expect(findCycle([edge("a", "b"), { ...edge("b", "a"), typeOnly: true }])).toBeUndefined());
});
