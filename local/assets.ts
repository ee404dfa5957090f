import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ROOT } from "./paths.ts";

const FILES = ["swagger-ui.css", "swagger-ui-bundle.js"];

/** Puts the API page's own copy of Swagger UI where wrangler.toml's [assets] expects it: the page loads nothing from elsewhere. */
export function prepareAssets() {
  const source = path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const target = path.join(ROOT, "dist/assets/docs");
  mkdirSync(target, { recursive: true });
  for (const file of FILES) copyFileSync(path.join(source, file), path.join(target, file));
}
