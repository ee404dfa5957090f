import { expect, test } from "vitest";
import * as z from "zod";
import { shaperOf } from "#worker/kernel/shape.ts";
import { routes } from "#worker/modules.ts";
import { getOpenapi } from "#worker/docs.ts";
import { nobody } from "../support/harness.ts";

test("an answer loses what its contract does not show, at every depth, and nothing else", () => {
  const schema = z.object({ id: z.string(), kept: z.object({ a: z.int() }).nullable(), list: z.array(z.object({ b: z.string().optional() })), any: z.record(z.string(), z.unknown()) });
  const shape = shaperOf(schema);
  expect(shape({ id: "1", secret: "x", kept: { a: 1, secret: "x" }, list: [{ b: "y", secret: "x" }, {}], any: { free: 1 } }))
    .toEqual({ id: "1", kept: { a: 1 }, list: [{ b: "y" }, {}], any: { free: 1 } });
  expect(shape({ id: "1", kept: null, list: [], any: {} })).toEqual({ id: "1", kept: null, list: [], any: {} });
});

test("every example that the document shows keeps its shape", async () => {
  const document = (await nobody.call(getOpenapi)) as unknown as { paths: Record<string, Record<string, any>> };
  for (const { route } of routes.filter((bound) => !bound.route.produces)) {
    const example = document.paths[route.path.replace(/:(\w+)/g, "{$1}")]![route.method].responses[route.status].content["application/json"].example.data;
    expect([route.path, shaperOf(route.returns)(example)]).toEqual([route.path, example]);
  }
});
