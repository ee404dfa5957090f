import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { InboxHub } from "#durable-objects/inbox-hub.ts";
import { newId } from "#worker/kernel/ids.ts";
import { listRoles, setRoleVisibility } from "#worker/modules/access/contract.ts";
import { createLead, patchLead } from "#worker/modules/leads/contract.ts";
import { liveNotifications, readNotifications } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { dispatch } from "#worker/modules/notify/messages/messages-contract.ts";
import { hubOf } from "#worker/tenant-objects.ts";
import { type Client, eventually, fetchApi, newTenant } from "../support/harness.ts";

type Told = Record<string, any>;
const protocols = (client: Client) => ({ upgrade: "websocket", "sec-websocket-protocol": `m3core.v1, ${client.token}` });

/** A user's live socket, as a browser opens it, and what it heard. */
async function listen(client: Client, options: { since?: number; headers?: Record<string, string> } = {}) {
  const path = `${liveNotifications.path}${options.since === undefined ? "" : `?since=${options.since}`}`;
  const response = await fetchApi(path, { headers: { ...protocols(client), ...options.headers } });
  const socket = response.webSocket;
  if (!socket) return { response, heard: [] as Told[], closed: [] as number[] };
  const heard: Told[] = [], closed: number[] = [];
  socket.addEventListener("message", ({ data }) => void heard.push(data === "pong" ? { pong: true } : (JSON.parse(data as string) as Told)));
  socket.addEventListener("close", ({ code }) => void closed.push(code));
  socket.accept();
  await eventually(async () => heard[0]);
  return { response, socket, heard, closed };
}

const event = (to: "tenant" | string[], n = 0) => ({ id: newId(), event: "test.happened", payload: { n }, to });
const numbers = (heard: Told[]) => heard.filter((h) => h["event"] === "test.happened").map((h) => h["payload"].n as number);
const settled = (heard: Told[], count: number) => eventually(async () => numbers(heard).length >= count);
const pause = () => new Promise((resolve) => setTimeout(resolve, 150));

describe("the live socket", () => {
  test("opens for a signed-in user, with the protocol and the token as subprotocols", async () => {
    const { owner } = await newTenant(), { response, heard } = await listen(owner);
    expect([response.status, response.headers.get("sec-websocket-protocol")]).toEqual([101, "m3core.v1"]);
    expect(heard).toEqual([{ type: "hello", seq: 0 }]);
  });

  test("tells what happened at once, to the tenant and to nobody else", async () => {
    const tenant = await newTenant(), other = await listen((await newTenant()).owner);
    const { heard } = await listen(tenant.owner);
    const lead = await tenant.owner.ok(createLead, { body: { first_name: "منى", phone_e164: "+201004827715" } });
    const told = await eventually(async () => heard.find((h) => h["event"] === "lead.created"));
    expect(told).toMatchObject({ seq: 1, payload: { lead_id: lead.id } });
    expect(other.heard).toHaveLength(1);
  });

  test("names records to who does not see all of them, and says nothing else, at once and on return", async () => {
    const tenant = await newTenant(), agent = await tenant.user({ permissions: ["lead.read", "notify.inbox.read.self"] });
    const role = (await tenant.owner.ok(listRoles)).items.find(({ code }) => code.startsWith("custom"));
    const before = await listen(agent);
    await tenant.owner.ok(setRoleVisibility, { params: { role_id: role!.id }, body: { lead: "own", contact: "all", company: "all", deal: "all", task: "all" } });
    await eventually(async () => before.closed[0] === 4401);
    const sees = await listen(tenant.owner), narrow = await listen(agent);
    const lead = await tenant.owner.ok(createLead, { body: { first_name: "منى", phone_e164: "+201004827716" } });
    await tenant.owner.ok(patchLead, { params: { lead_id: lead.id }, body: { notes: "VIP" } });
    const told = (heard: Told[]) => eventually(async () => heard.find((h) => h["event"] === "lead.updated"));
    expect((await told(sees.heard)).payload).toEqual({ lead_id: lead.id, owner_user_id: null, fields: ["notes"] });
    expect((await told(narrow.heard)).payload).toEqual({ lead_id: lead.id, owner_user_id: null });
    expect((await told((await listen(agent, { since: 0 })).heard)).payload).toEqual({ lead_id: lead.id, owner_user_id: null });
  });

  test("what one window reads, the user's other windows learn, and nobody else", async () => {
    const tenant = await newTenant(), colleague = await listen(await tenant.user({ role: "admin" })), second = await listen(tenant.owner);
    await tenant.owner.ok(readNotifications, { body: { all: true } });
    await eventually(async () => second.heard.find((h) => h["event"] === "notification.read" && h["payload"].notification_ids === null));
    expect(colleague.heard).toHaveLength(1);
  });

  test("refuses what is not an upgrade, another origin, and a caller without a token", async () => {
    const { owner } = await newTenant();
    const plain = await fetchApi(liveNotifications.path, { headers: { authorization: `Bearer ${owner.token}` } });
    expect([plain.status, ((await plain.json()) as Told)["error"].code]).toEqual([426, "UPGRADE_REQUIRED"]);
    expect((await listen(owner, { headers: { origin: "https://evil.test" } })).response.status).toBe(403);
    expect((await listen(owner, { headers: { origin: new URL(env.APP_URL).origin } })).response.status).toBe(101);
    expect((await fetchApi(liveNotifications.path, { headers: { upgrade: "websocket", "sec-websocket-protocol": "m3core.v1" } })).status).toBe(401);
    expect((await fetchApi(liveNotifications.path, { headers: { upgrade: "websocket", "sec-websocket-protocol": "m3core.v1, nonsense" } })).status).toBe(401);
  });

  test("tells what becomes of messages to whoever may read the log, at once and only then", async () => {
    const { owner, user } = await newTenant(), agent = await user({ permissions: ["lead.read"] });
    const [watching, working] = [await listen(owner), await listen(agent)], kept = watching.heard.at(-1)!["seq"] as number;
    const { message_id } = await owner.ok(dispatch, { body: { channel: "email", to: "mona@nilegate.test", template_code: "lead.assigned", payload: { lead_name: "Mona", score: 80 } } });
    const told = await eventually(async () => watching.heard.find((h) => h["event"] === "message.sent"));
    expect(told).toEqual({ event: "message.sent", payload: { message_id } });
    await pause();
    expect(working.heard.filter((h) => h["event"])).toEqual([]);
    const back = await listen(owner, { since: kept });
    await pause();
    expect(back.heard.filter((h) => String(h["event"]).startsWith("message."))).toEqual([]);
  });
});

const CROWD = 5000;

describe("the hub", () => {
  test(`tells ${CROWD} sockets of one tenant of each event once, in order`, { timeout: 120_000 }, async () => {
    const hub = hubOf(newId()), heard: number[][] = [];
    const open = async (i: number) => {
      const numbers: number[] = (heard[i] = []);
      const { webSocket } = await hub.fetch("https://hub/", { headers: { upgrade: "websocket", "x-user-id": `user ${i}`, "x-session-id": `session ${i}`, "x-ids-only": String(i % 10 === 0) } });
      webSocket!.addEventListener("message", ({ data }) => {
        const told = JSON.parse(data as string) as Told;
        if (told["event"]) numbers.push(told["seq"]);
      });
      webSocket!.accept();
    };
    for (let i = 0; i < CROWD; i += 250) await Promise.all(Array.from({ length: 250 }, (_, k) => open(i + k)));
    const crowd = Array.from({ length: CROWD }, (_, i) => `user ${i}`), events = [event("tenant", 1), event(crowd, 2), event(["user 7"], 3), event("tenant", 4)];
    await hub.publish(events);
    await eventually(async () => heard.every((seqs) => seqs.includes(4)), 60_000);
    expect(heard.every((seqs, i) => seqs.join() === (i === 7 ? "1,2,3,4" : "1,2,4"))).toBe(true);
  });

  test("sends an event once, in order, and only to whom it is for", async () => {
    const tenant = await newTenant(), staff = await tenant.user({ role: "staff" }), hub = hubOf(tenant.tenant_id);
    const mine = await listen(tenant.owner), theirs = await listen(staff);
    const all = event("tenant", 1), one = event([staff.user_id, staff.user_id], 2);
    await hub.publish([all, one]);
    await hub.publish([all, one, event("tenant", 3)]);
    await settled(theirs.heard, 3);
    expect([numbers(mine.heard), numbers(theirs.heard)]).toEqual([[1, 3], [1, 2, 3]]);
  });

  test("a socket that comes back hears what it missed before what is new, also after an eviction", async () => {
    const { tenant_id, owner } = await newTenant(), hub = hubOf(tenant_id);
    await hub.publish([event("tenant", 1), event([newId()], 2), event([owner.user_id], 3)]);
    await evictDurableObject(hub);
    const { heard } = await listen(owner, { since: 1 });
    await hub.publish([event("tenant", 4)]);
    await settled(heard, 2);
    expect(numbers(heard)).toEqual([3, 4]);
  });

  test("a socket survives an eviction of the hub", async () => {
    const { tenant_id, owner } = await newTenant(), { heard, socket } = await listen(owner);
    await evictDurableObject(hubOf(tenant_id));
    await hubOf(tenant_id).publish([event([owner.user_id], 1)]);
    await settled(heard, 1);
    socket!.send("ping");
    await eventually(async () => heard.some((h) => h["pong"]));
    socket!.send(JSON.stringify({ type: "resume", seq: 0 }));
    await settled(heard, 2);
  });

  test("who was away too long is told to read everything anew", async () => {
    const { tenant_id, owner } = await newTenant(), hub = hubOf(tenant_id);
    for (let i = 0; i < 3; i++) await hub.publish(Array.from({ length: 400 }, () => event("tenant")));
    const late = await listen(owner, { since: 1 }), ahead = await listen(owner, { since: 5000 });
    for (const { heard } of [late, ahead]) await eventually(async () => heard.some((h) => h["type"] === "resync" && h["seq"] === 1200));
    expect(await runInDurableObject(hub, (_: InboxHub, state) => state.storage.sql.exec("select count(*) as n from kept").one()["n"])).toBe(1000);
  });

  test("ends the sockets of whom it must, and of nobody else", async () => {
    const tenant = await newTenant(), staff = await tenant.user({ role: "staff" }), hub = hubOf(tenant.tenant_id);
    const a = await listen(tenant.owner), b = await listen(staff), c = await listen(staff);
    await hub.disconnect(tenant.owner.session_id);
    await eventually(async () => a.closed[0] === 4401);
    await pause();
    expect(b.closed).toEqual([]);
    await hub.publish([event([staff.user_id], 1)], [staff.user_id]);
    await eventually(async () => b.closed[0] === 4401 && c.closed[0] === 4401);
    expect(numbers(b.heard)).toEqual([1]);
  });

  test.each([["no JSON", "nonsense"], ["nothing", "{}"], ["a wrong type", JSON.stringify({ type: "resume", seq: "1" })], ["too much", "x".repeat(1000)]])("closes a socket that says %s", async (_, text) => {
    const { owner } = await newTenant(), { socket, closed } = await listen(owner);
    socket!.send(text);
    await eventually(async () => closed[0] === 4400);
  });
});
