// `npm run deploy -- --env staging|production [--dry-run]`: from an account and a database to the running product, or from
// one version to the next. Every step looks first and does only what is missing, so repeating it is safe. See docs/deploy.md.
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { unstable_readConfig as readConfig } from "wrangler";
import { connectForMigrations, ensureWorkerLogin, migrate } from "#db/migrate.ts";
import { prepareAssets } from "./assets.ts";
import { fail, Fault } from "./fault.ts";
import { LOCAL_DIR, MIGRATIONS_DIR, ROOT } from "./paths.ts";
import { quietWrangler, WRANGLER } from "./tools.ts";

const ENVIRONMENTS = ["staging", "production"];
const OPTIONAL_SECRETS = ["JWT_SECRET", "ENCRYPTION_KEYS", "OAUTH_PROVIDERS", "BREVO_API_KEY", "BREVO_WEBHOOK_TOKEN", "INFOBIP_API_KEY", "INFOBIP_WEBHOOK_TOKEN", "INFOBIP_WEBHOOK_HMAC_KEY", "INFOBIP_NOTIFY_URL", "STRIPE_WEBHOOK_SECRET"];

// The part of wrangler's configuration that matters here; its own types leave these open.
type Config = { name: string; vars: Record<string, string>; queues: { consumers: { queue: string }[] }; r2_buckets: { bucket_name: string }[] };
type Step = { what: string; run: () => Promise<unknown> };

const environment = () => ({ ...process.env, ...quietWrangler(LOCAL_DIR), FORCE_COLOR: "0" });
const node = (program: string, ...args: string[]) => ["--no-warnings", path.join(ROOT, "node_modules", program), ...args];

/** Runs a tool and shows what it prints. */
function show(cwd: string, program: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, node(program, ...args), { cwd, env: environment(), stdio: "inherit" });
  return new Promise((resolve, reject) =>
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Fault(`${path.basename(path.dirname(path.dirname(program)))} ${args[0]} failed, see above. Mend the cause and repeat the command: what is done already is skipped.`)))));
}

/** Asks wrangler something; undefined when it answers with an error. */
const ask = (...args: string[]) =>
  new Promise<string | undefined>((resolve) => execFile(process.execPath, node(WRANGLER, ...args), { cwd: ROOT, env: environment() }, (error, stdout) => resolve(error ? undefined : stdout)));

const wrangler = (...args: string[]) => show(ROOT, WRANGLER, ...args);

function required(name: string, what: string): string {
  const value = process.env[name];
  if (!value) throw new Fault(`Set ${name}: ${what}.`);
  return value;
}

async function createMissing(kind: string[], name: string, exists: string[]) {
  if ((await ask(...kind, ...exists)) === undefined) await wrangler(...kind, "create", name);
}

// The Worker's own password is made once and lives only in its secret; later runs leave it alone unless one is given.
async function migrateAndCollectSecrets(env: string): Promise<Record<string, string>> {
  const ownerUrl = required("MIGRATIONS_DATABASE_URL", "the direct (not pooled) connection string of the database's owner");
  const known = (await ask("secret", "list", "--env", env)) ?? "";
  const secrets = Object.fromEntries(OPTIONAL_SECRETS.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  // Not made here: what it seals could not be opened, nor sealed anew, by who does not have it.
  if (!known.includes("ENCRYPTION_KEYS")) required("ENCRYPTION_KEYS", "the keys that secrets are sealed with, as k1:<32 random bytes in base64url>; docs/deploy.md says how to make and keep one");
  if (!secrets.JWT_SECRET && !known.includes("JWT_SECRET")) secrets.JWT_SECRET = randomBytes(48).toString("base64url");

  const client = await connectForMigrations(ownerUrl);
  try {
    const done = await migrate(client, MIGRATIONS_DIR);
    console.log(done.length ? `Applied ${done.join(", ")}.` : "The database is up to date.");
    const password = process.env.WORKER_DATABASE_PASSWORD ?? (known.includes("DATABASE_URL") ? undefined : randomBytes(24).toString("base64url"));
    if (password) {
      await ensureWorkerLogin(client, password);
      const url = new URL(ownerUrl);
      Object.assign(url, { username: "m3core_worker", password });
      secrets.DATABASE_URL = url.href;
    }
  } finally {
    await client.end();
  }
  return secrets;
}

async function deployWorker(env: string, secrets: Record<string, string>) {
  const folder = mkdtempSync(path.join(tmpdir(), "m3core-deploy-"));
  try {
    const file = path.join(folder, "secrets.json");
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    await wrangler("deploy", "--env", env, "--secrets-file", file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Pages reads its configuration from the folder it is given and knows no environments: each gets a folder of its own.
async function deployWeb(worker: string, project: string) {
  await show(ROOT, "vite/bin/vite.js", "build", "--config", "web/vite.config.ts");
  const folder = path.join(ROOT, "dist/pages", project);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of ["dist", "functions"]) cpSync(path.join(ROOT, "web", part), path.join(folder, part), { recursive: true });
  const config = readFileSync(path.join(ROOT, "web/wrangler.toml"), "utf8");
  writeFileSync(path.join(folder, "wrangler.toml"), config.replace(/^name = .*$/m, `name = "${project}"`).replace(/^service = .*$/m, `service = "${worker}"`));
  await show(folder, WRANGLER, "pages", "deploy", "--project-name", project, "--branch", "main", "--commit-dirty=true");
}

function stepsFor(env: string): Step[] {
  const config = readConfig({ config: path.join(ROOT, "wrangler.toml"), env }) as Config;
  const worker = config.name;
  const project = worker.replace(/^m3core/, "m3core-web");
  const queues = config.queues.consumers.map(({ queue }) => queue);
  const buckets = config.r2_buckets.map(({ bucket_name }) => bucket_name);
  if (!config.vars.EMAIL_FROM || config.vars.EMAIL_FROM.includes(".test>")) {
    console.warn(`Note: EMAIL_FROM of [env.${env}.vars] in wrangler.toml is not a real sender; messages will be refused until it is.\n`);
  }
  let secrets: Record<string, string> = {};
  return [
    { what: `Queues, where missing: ${queues.join(", ")}`, run: async () => { for (const queue of queues) await createMissing(["queues"], queue, ["info", queue]); } },
    { what: `R2 buckets, where missing: ${buckets.join(", ")}`, run: async () => { for (const bucket of buckets) await createMissing(["r2", "bucket"], bucket, ["info", bucket]); } },
    { what: "Migrations, and the role m3core_worker on the first run", run: async () => { secrets = await migrateAndCollectSecrets(env); } },
    { what: `Worker ${worker}, with its secrets`, run: () => deployWorker(env, secrets) },
    { what: `Pages project ${project}, where missing`, run: async () => { if ((await ask("pages", "deployment", "list", "--project-name", project)) === undefined) await wrangler("pages", "project", "create", project, "--production-branch", "main"); } },
    { what: `Web app on ${config.vars.APP_URL}, bound to ${worker}`, run: () => deployWeb(worker, project) },
  ];
}

async function main() {
  const { values } = parseArgs({ options: { env: { type: "string" }, "dry-run": { type: "boolean" } } });
  const env = values.env ?? "";
  if (!ENVIRONMENTS.includes(env)) throw new Fault("Say where to: npm run deploy -- --env staging, or --env production; add --dry-run to see what it would do.");
  mkdirSync(LOCAL_DIR, { recursive: true });
  prepareAssets();
  const steps = stepsFor(env);
  if (values["dry-run"]) {
    for (const [i, { what }] of steps.entries()) console.log(`${i + 1}. ${what}`);
    return wrangler("deploy", "--dry-run", "--outdir", "dist/worker", "--env", env);
  }
  if (!existsSync(path.join(ROOT, "web/functions"))) throw new Fault("web/functions is missing: this is not a complete clone.");
  required("CLOUDFLARE_API_TOKEN", "a token that may edit Workers, Queues, R2 and Pages; docs/deploy.md says how to make it");
  required("CLOUDFLARE_ACCOUNT_ID", "the account to deploy to");
  for (const [i, { what, run }] of steps.entries()) {
    console.log(`\n${i + 1}/${steps.length} ${what}`);
    await run();
  }
}

await main().catch((error: Error) => fail(error.name === "MigrationError" ? new Fault(error.message) : error));
