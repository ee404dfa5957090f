export { expireExports } from "./run-export.ts";
