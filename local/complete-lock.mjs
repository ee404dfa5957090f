// A registry that mirrors one platform leaves the native packages of the others out of package-lock.json, and `npm ci`
// then refuses it. This adds them: name, version and the platform their name states. `npm run lock` after a change of dependencies.
import { readFileSync, writeFileSync } from "node:fs";

const OS = { android: "android", darwin: "darwin", freebsd: "freebsd", linux: "linux", openharmony: "openharmony", win32: "win32", windows: "win32" };
const CPU = { 64: "x64", arm: "arm", arm64: "arm64", ia32: "ia32", ppc64: "ppc64", riscv64: "riscv64", s390x: "s390x", wasm32: "wasm32", x64: "x64" };
const LIBC = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" };

const lockFile = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(lockFile, "utf8"));
const { packages } = lock;

/** The folder in which Node would find `name` from `folder`, when the lock has it. */
function resolve(folder, name) {
  for (let from = folder; ; from = from.slice(0, Math.max(from.lastIndexOf("node_modules/") - 1, 0))) {
    const place = `${from ? `${from}/` : ""}node_modules/${name}`;
    if (packages[place] || !from) return packages[place];
  }
}

function entry(name, version, dev) {
  const words = name.slice(name.indexOf("/") + 1).split("-");
  const named = (table) => words.map((word) => table[word]).filter(Boolean);
  const [os, cpu, libc] = [named(OS), named(CPU), named(LIBC)];
  if (!os.length && !cpu.length) throw new Error(`${name} does not say in its name which platform it is for.`);
  return { version, cpu, ...(dev && { dev }), ...(os.includes("linux") && libc.length && { libc }), optional: true, ...(os.length && { os }) };
}

for (const [folder, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  if (!folder) continue;
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (!resolve(folder, name)) packages[`node_modules/${name}`] = entry(name, version, dev);
  }
}

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
