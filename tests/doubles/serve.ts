import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A provider's double while it listens, on a port of its own. */
export interface Double { readonly url: string; stop(): Promise<void> }

/** Starts a double that answers every request by this. */
export async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Double> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}

export async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** JSON; a text is the page that something in between answers instead. */
export function send(response: ServerResponse, status: number, body: unknown): void {
  const json = typeof body !== "string";
  response.writeHead(status, { "content-type": json ? "application/json" : "text/html" }).end(json ? JSON.stringify(body) : body);
}
