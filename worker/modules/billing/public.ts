export { applyNews, tenantOf } from "./apply-news.ts";
export type { News } from "./news.ts";
export { mendCounters, recordUsage, type Used } from "./usage.ts";
