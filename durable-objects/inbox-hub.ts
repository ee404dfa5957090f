import { DurableObject } from "cloudflare:workers";

/** Something to tell people at once. `id` is the event's: told twice, it is sent once. */
export interface LiveEvent {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
  /** User ids, or everybody. */
  readonly to: "tenant" | readonly string[];
}

interface Attachment { readonly user_id: string; readonly session_id: string }
type Kept = { seq: number; event: string; payload: string; recipients: string | null };

/** What a socket that was away may still ask for. Older than that, it is told to read everything anew. */
const KEPT = 1000;

/** One per tenant: the sockets of its people, and the last events for those who reconnect. */
export class InboxHub extends DurableObject<Cloudflare.Env> {
  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    state.storage.sql.exec(`create table if not exists kept (seq integer primary key autoincrement, id text not null unique, event text not null, payload text not null, recipients text)`);
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** A socket for one signed-in user. The Worker has already checked who it is. */
  override async fetch(request: Request): Promise<Response> {
    const attachment: Attachment = { user_id: request.headers.get("x-user-id")!, session_id: request.headers.get("x-session-id")! };
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [attachment.user_id, attachment.session_id]);
    server.serializeAttachment(attachment);
    server.send(JSON.stringify({ type: "hello", seq: this.#last() }));
    return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": "m3core.v1" } });
  }

  /** Sends each event once to whom it is for, in order, and keeps it for those who are away. */
  publish(events: readonly LiveEvent[]): void {
    for (const { id, event, payload, to } of events) {
      const recipients = to === "tenant" ? null : JSON.stringify(to);
      const [row] = this.ctx.storage.sql.exec<{ seq: number }>(
        "insert into kept (id, event, payload, recipients) values (?, ?, ?, ?) on conflict (id) do nothing returning seq", id, event, JSON.stringify(payload), recipients);
      if (!row) continue;
      const text = JSON.stringify({ seq: row.seq, event, payload });
      const sockets = to === "tenant" ? this.ctx.getWebSockets() : to.flatMap((user) => this.ctx.getWebSockets(user));
      for (const socket of sockets) socket.send(text);
    }
    this.ctx.storage.sql.exec("delete from kept where seq <= (select max(seq) from kept) - ?", KEPT);
  }

  /** Closes the sockets of a user or of a session: what ended must not go on listening. */
  disconnect(tag: string): void {
    for (const socket of this.ctx.getWebSockets(tag)) socket.close(4401, "Signed out");
  }

  /** `{"type":"resume","seq":n}`: sends what came after n, or says that it is too long ago. */
  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const seq = resumeFrom(message);
    if (seq === undefined) return socket.close(4400, "Not understood");
    const { user_id } = socket.deserializeAttachment() as Attachment;
    const [range] = this.ctx.storage.sql.exec<{ oldest: number | null }>("select min(seq) as oldest from kept");
    if (seq > this.#last() || (range?.oldest != null && seq < range.oldest - 1)) return socket.send(JSON.stringify({ type: "resync", seq: this.#last() }));
    for (const kept of this.ctx.storage.sql.exec<Kept>("select seq, event, payload, recipients from kept where seq > ? order by seq", seq))
      if (!kept.recipients || (JSON.parse(kept.recipients) as string[]).includes(user_id))
        socket.send(`{"seq":${kept.seq},"event":${JSON.stringify(kept.event)},"payload":${kept.payload}}`);
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }

  #last(): number {
    const [row] = this.ctx.storage.sql.exec<{ seq: number | null }>("select max(seq) as seq from kept");
    return row?.seq ?? 0;
  }
}

function resumeFrom(message: string | ArrayBuffer): number | undefined {
  if (typeof message !== "string" || message.length > 200) return undefined;
  try {
    const { type, seq } = JSON.parse(message) as { type?: unknown; seq?: unknown };
    return type === "resume" && Number.isSafeInteger(seq) ? (seq as number) : undefined;
  } catch {
    return undefined;
  }
}
