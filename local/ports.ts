import net from "node:net";
import { Fault } from "./fault.ts";

const listen = (port: number) =>
  new Promise<number>((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });

/** A port nobody listened on a moment ago. */
export const freePort = () => listen(0);

/** Throws a Fault that names the port and the variable that changes it, unless the port is free to listen on. */
export async function requirePort(port: number, variable: string, what: string) {
  try {
    await listen(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "EADDRINUSE" ? "is in use by another program" : code === "EACCES" ? "may only be opened by an administrator" : `cannot be opened (${code})`;
    throw new Fault(`Port ${port}, meant for ${what}, ${why}: stop that program or choose another port, for example ${variable}=${port === 8787 ? 8788 : port + 1} npm start.`);
  }
}

/** Reads a port number from the environment, or the default when the variable is not set. */
export function portFrom(variable: string, byDefault: number): number {
  const text = process.env[variable];
  if (!text) return byDefault;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Fault(`${variable}=${text} is not a port: give a whole number from 1 to 65535.`);
  return port;
}
