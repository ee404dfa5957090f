import { readFileSync } from "node:fs";
import http from "node:http";

export interface Measured { p50_ms: number; p95_ms: number; p99_ms: number; rps: number; errors: number }
export interface Call { method: string; path: string; body?: unknown }
export type Target = (call: Call) => Promise<boolean>;

/** A keep-alive HTTP client of its own: fetch would cost more than what is measured. */
export function target(url: string, headers: Record<string, string>): { send: Target; close(): void } {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 }), { hostname, port } = new URL(url);
  const send: Target = ({ method, path, body }) =>
    new Promise((resolve) => {
      const request = http.request({ agent, host: hostname, port, method, path, headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) } }, (response) => {
        response.resume().on("end", () => resolve(response.statusCode! < 300)).on("error", () => resolve(false));
      });
      request.on("error", () => resolve(false));
      request.end(body && JSON.stringify(body));
    });
  return { send, close: () => agent.destroy() };
}

/** Keeps `connections` requests under way for `seconds`. Latencies are of the requests that succeeded. */
export async function load(send: Target, next: () => Call, connections: number, seconds: number): Promise<Measured & { requests: number }> {
  const times: number[] = [], start = performance.now(), end = start + seconds * 1000;
  let errors = 0;
  await Promise.all(Array.from({ length: connections }, async () => {
    while (performance.now() < end) {
      const began = performance.now();
      if (await send(next())) times.push(performance.now() - began);
      else errors++;
    }
  }));
  const elapsed = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const at = (q: number) => Number((times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? NaN).toFixed(2));
  return { p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99), rps: Number((times.length / elapsed).toFixed(1)), errors, requests: times.length + errors };
}

/** CPU time that a process has used, in ms; NaN where /proc is not there. */
export function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return NaN;
  }
}
