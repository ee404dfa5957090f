import type * as z from "zod";
import type { Device } from "./contract.ts";

/** Most specific first: Edge, Opera and Samsung say that they are Chrome, and Chrome that it is Safari. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"], [/\b(?:OPR|Opera)\//, "Opera"], [/\bSamsungBrowser\//, "Samsung Internet"], [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS|Chromium)\//, "Chrome"], [/\bVersion\/.*\bSafari\//, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\biPad\b/, "iPadOS"], [/\b(?:iPhone|iPod)\b/, "iOS"], [/\bAndroid\b/, "Android"], [/\bCrOS\b/, "ChromeOS"], [/\bWindows\b/, "Windows"], [/\bMac(?:intosh| OS X)\b/, "macOS"], [/\bLinux\b/, "Linux"],
];

const named = (list: readonly [RegExp, string][], text: string) => list.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** Browser, system and kind of device, as far as a user agent tells. */
export function deviceOf(user_agent: string | null): z.output<typeof Device> {
  const text = user_agent ?? "", os = named(SYSTEMS, text);
  const isTablet = os === "iPadOS" || (os === "Android" && !/\bMobile\b/.test(text)), isMobile = os === "iOS" || os === "Android";
  return { browser: named(BROWSERS, text), os, kind: isTablet ? "tablet" : isMobile ? "mobile" : os ? "desktop" : "other" };
}

/** The country a request comes from, by Cloudflare. Null where that is not known: XX, and T1 for Tor. */
export function countryOf(request: Request): string | null {
  const code = (request.cf?.["country"] as string | undefined) ?? request.headers.get("cf-ipcountry") ?? "";
  return /^[A-Z]{2}$/.test(code) && code !== "XX" ? code : null;
}
