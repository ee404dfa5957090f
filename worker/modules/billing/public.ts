export { applyNews, tenantOf } from "./apply-news.ts";
export type { News } from "./news.ts";
