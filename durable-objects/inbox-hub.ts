import { DurableObject } from "cloudflare:workers";
import type { Holders } from "#worker/kernel/resource.ts";

/** Something to tell people at once. `id` is the event's: told twice, it is sent once. */
export interface LiveEvent {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
  /** User ids, everybody, or whoever holds a permission. */
  readonly to: "tenant" | Holders | readonly string[];
}

/** `ids_only`: the user does not see every record, so what is told to all names records and says nothing of them. */
interface Attachment { readonly user_id: string; readonly session_id: string; readonly ids_only: boolean }
type Kept = { seq: number; event: string; payload: string; recipients: string | null };

/** What a socket that was away may still ask for. Older than that, it is told to read everything anew. */
const KEPT = 1000;
/** How a socket is told of what goes to everybody: a tag, so that nobody's attachment need be read for it. */
const WHOLE = "whole", IDS_ONLY = "ids only";
/** The access of the socket's user changed: whoever may still listen comes back with a new token. */
const ACCESS_CHANGED = 4401;

/** One per tenant: the sockets of its people, and the last events for those who reconnect. */
export class InboxHub extends DurableObject<Cloudflare.Env> {
  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    state.storage.sql.exec(`create table if not exists kept (seq integer primary key autoincrement, id text not null unique, event text not null, payload text not null, recipients text)`);
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** A socket for one signed-in user. The Worker has already checked who it is. What it missed comes before what is new. */
  override async fetch(request: Request): Promise<Response> {
    const attachment: Attachment = { user_id: request.headers.get("x-user-id")!, session_id: request.headers.get("x-session-id")!, ids_only: request.headers.get("x-ids-only") === "true" };
    const since = request.headers.get("x-since");
    const { 0: client, 1: server } = new WebSocketPair();
    const holds = (request.headers.get("x-holds") ?? "").split(",").filter(Boolean);
    this.ctx.acceptWebSocket(server, [attachment.user_id, attachment.session_id, attachment.ids_only ? IDS_ONLY : WHOLE, ...holds]);
    server.serializeAttachment(attachment);
    server.send(JSON.stringify({ type: "hello", seq: this.#last() }));
    if (since !== null) this.#resume(server, Number(since));
    return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": "m3core.v1" } });
  }

  /**
   * Sends each event once to whom it is for, in order, and keeps it for those who are away. Then ends the sockets of
   * users whose access changed (null: of everybody), so that what ended does not go on listening. What is for the holders of
   * a permission comes too often to be kept: whoever was away reads anew, and its place is in no order.
   */
  publish(events: readonly LiveEvent[], changed: readonly (string | null)[] = []): void {
    for (const { id, event, payload, to } of events) {
      if (to !== "tenant" && "holders" in to) {
        this.#tell(to.holders, { event, payload });
        continue;
      }
      const users = to === "tenant" ? null : [...new Set(to)];
      const [row] = this.ctx.storage.sql.exec<{ seq: number }>(
        "insert into kept (id, event, payload, recipients) values (?, ?, ?, ?) on conflict (id) do nothing returning seq", id, event, JSON.stringify(payload), users && JSON.stringify(users));
      if (!row) continue;
      for (const tag of users ?? [WHOLE]) this.#tell(tag, { seq: row.seq, event, payload });
      if (!users) this.#tell(IDS_ONLY, { seq: row.seq, event, payload: idsOf(payload) });
    }
    this.ctx.storage.sql.exec("delete from kept where seq <= (select max(seq) from kept) - ?", KEPT);
    for (const user of new Set(changed)) for (const socket of this.ctx.getWebSockets(user ?? undefined)) socket.close(ACCESS_CHANGED, "Access changed");
  }

  /** Ends the sockets of a user or of a session. */
  disconnect(tag: string): void {
    for (const socket of this.ctx.getWebSockets(tag)) socket.close(ACCESS_CHANGED, "Signed out");
  }

  /** `{"type":"resume","seq":n}`: sends what came after n, or says that it is too long ago. */
  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const seq = resumeFrom(message);
    if (seq === undefined) socket.close(4400, "Not understood");
    else this.#resume(socket, seq);
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    socket.close(1000);
  }

  /** Written down once, however many listen. */
  #tell(tag: string, told: object): void {
    const sockets = this.ctx.getWebSockets(tag);
    if (!sockets.length) return;
    const text = JSON.stringify(told);
    for (const socket of sockets) deliver(socket, text);
  }

  #resume(socket: WebSocket, seq: number): void {
    const { user_id, ids_only } = attachmentOf(socket);
    const [range] = this.ctx.storage.sql.exec<{ oldest: number | null }>("select min(seq) as oldest from kept");
    if (seq > this.#last() || (range?.oldest != null && seq < range.oldest - 1)) return deliver(socket, JSON.stringify({ type: "resync", seq: this.#last() }));
    for (const kept of this.ctx.storage.sql.exec<Kept>("select seq, event, payload, recipients from kept where seq > ? order by seq", seq))
      if (!kept.recipients || (JSON.parse(kept.recipients) as string[]).includes(user_id))
        deliver(socket, `{"seq":${kept.seq},"event":${JSON.stringify(kept.event)},"payload":${ids_only && !kept.recipients ? JSON.stringify(idsOf(JSON.parse(kept.payload))) : kept.payload}}`);
  }

  #last(): number {
    const [row] = this.ctx.storage.sql.exec<{ seq: number | null }>("select max(seq) as seq from kept");
    return row?.seq ?? 0;
  }
}

const attachmentOf = (socket: WebSocket) => socket.deserializeAttachment() as Attachment;

/** Which records a payload is about. */
const idsOf = (payload: unknown) => Object.fromEntries(Object.entries(payload as object).filter(([key]) => /_(id|ids|type)$/.test(key)));

/** A socket that is just going away must not keep the others from hearing. */
function deliver(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // It has closed: when it comes back it asks for what it missed.
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
