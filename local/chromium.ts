import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { Fault } from "./fault.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = ["/usr/bin", "/usr/local/bin", "/snap/bin", ...(process.env.PATH ?? "").split(path.delimiter)];
const APPS = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const installed = () => [chromium.executablePath(), ...NAMES.flatMap((name) => PLACES.map((place) => path.join(place, name))), ...APPS].find(isProgram);

// Only where it needs no question answered: Debian or Ubuntu, as root.
function installWithApt(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  console.error("Installing Chromium with apt-get for the browser tests (once)…");
  const apt = (...args: string[]) => spawnSync("apt-get", args, { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-core");
  return installed();
}

/** The browser for the browser tests: CHROMIUM_PATH, Playwright's own, the system's, or one that apt-get brings. */
export function findChromium(): string {
  const given = process.env.CHROMIUM_PATH;
  if (given && !isProgram(given)) throw new Fault(`CHROMIUM_PATH=${given} is not a program that can be run.`);
  const found = given ?? installed() ?? installWithApt();
  if (!found) throw new Fault("The browser tests need Chromium: install it (Debian: apt-get install chromium; anywhere: npx playwright-core install chromium) or set CHROMIUM_PATH.");
  return found;
}
