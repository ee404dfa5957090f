import path from "node:path";

/** The repository's own folder. */
export const ROOT = path.resolve(import.meta.dirname, "..");

/** Everything a laptop keeps between two starts; `npm run reset` removes it. */
export const LOCAL_DIR = path.join(ROOT, ".local");

export const MIGRATIONS_DIR = path.join(ROOT, "db/migrations");
