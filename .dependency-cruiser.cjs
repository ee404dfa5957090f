// Who may import whom (docs/architecture.md). The first group of `from.path` is `$1` in `to`.
const only = (name, comment, from, ...allowed) => ({
  name, comment, severity: "error",
  from: typeof from === "string" ? { path: from } : from,
  to: { path: "^(worker|durable-objects|queues|db|web|local|tests)/", pathNot: allowed },
});
const KERNEL = "^worker/kernel/";
const CONTRACT = "^worker/modules/.+contract\\.ts$";
const PUBLIC = "^worker/modules/[^/]+/public\\.ts$";

module.exports = {
  forbidden: [
    { name: "no-cycles", comment: "Types may point back; values may not.", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only", "dynamic-import"] } } },
    { name: "resolves", comment: "Write the whole path with its extension.", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^cloudflare:" } },
    only("db", "db imports nothing above it", "^db/", "^db/"),
    only("kernel", "the kernel knows no module", KERNEL, KERNEL, "^db/schema/kernel\\.ts$", "^worker/env\\.d\\.ts$"),
    only("contract", "a contract is pure: the web app imports it", CONTRACT, "^worker/kernel/(resource|permissions|errors)\\.ts$", CONTRACT),
    only("module", "a module meets another one through its public.ts and contract.ts", { path: "^worker/modules/([^/]+)/", pathNot: CONTRACT },
      "^worker/modules/$1/", KERNEL, "^worker/tenant-objects\\.ts$", "^db/schema/", CONTRACT, PUBLIC),
    only("shells", "queues and Durable Objects are shells over the kernel and module verbs", "^(queues|durable-objects)/", "^$1/", KERNEL, "^db/schema/", "^queues/messages\\.ts$", "^worker/"),
    only("worker", "the Worker holds nothing of the laptop, the tests or the web app", { path: "^worker/[^/]+\\.ts$" }, "^(worker|queues|durable-objects|db)/"),
    only("web", "the web app knows the API by its contracts", "^web/", "^web/", "^worker/kernel/resource\\.ts$", CONTRACT),
    only("local", "what stands in for the cloud lives in local", "^local/", "^local/", "^db/", "^worker/", "^tests/doubles/"),
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(node_modules|dist|artifacts)/|\\.css$|\\?" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "workerd", "default"], extensions: [".ts", ".tsx", ".mjs"] },
  },
};
