export { weekendOf } from "./settings.ts";
