interface Call { readonly url: string; readonly headers: Record<string, string>; /** Without one it is a GET. */ readonly body?: unknown; readonly timeout_ms: number }
export interface Answer<T> { readonly status: number; /** Undefined when it is not JSON. */ readonly reply: T | undefined }

/** Asks a provider. No answer, or none in time, is "timeout" or "unreachable": whether it took the message nobody knows. */
export async function ask<T>({ url, headers, body, timeout_ms }: Call): Promise<Answer<T> | "timeout" | "unreachable"> {
  try {
    const response = await fetch(url, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }), signal: AbortSignal.timeout(timeout_ms), redirect: "manual",
      headers: { accept: "application/json", "content-type": "application/json", ...headers },
    });
    const reply: unknown = await response.json().catch((error: unknown) => { if (error instanceof SyntaxError) return undefined; throw error; });
    return { status: response.status, reply: typeof reply === "object" && reply !== null ? (reply as T) : undefined };
  } catch (error) {
    return (error as Error).name === "TimeoutError" ? "timeout" : "unreachable";
  }
}

/** What the status alone says of a call that was refused. */
export function faultOf(status: number): "account" | "passing" | "message" {
  if (status === 401 || status === 402 || status === 403) return "account";
  return status === 408 || status === 429 || status >= 500 || status < 400 ? "passing" : "message";
}
