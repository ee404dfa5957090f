import { createEffect, onCleanup, untrack } from "solid-js";
import { accessToken, renewToken } from "./api.ts";
import { loadMe, session } from "./session.ts";

type Listener = (payload: unknown) => void;
/** Without a number it is one of many that are not kept: there is no order to it, and nothing to resume from. */
type Message = { seq?: number; event: string; payload: unknown } | { type: "hello" | "resync"; seq: number };

const PATH = "/v1/me/notifications/live";
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** What this person may do has changed: a new token says what. */
const ACCESS_CHANGED = 4401;

const listeners = new Map<string, Set<Listener>>();
const resyncs = new Set<() => void>();
let socket: WebSocket | undefined;
let lastSeq = 0;
let wait = FIRST_WAIT_MS;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Hears an event by its name ("deal.stage.moved"), a family ("deal.*") or everything but what comes in masses ("*"). Returns the way out. */
export function subscribe<T = unknown>(event: string, fn: (payload: T) => void): () => void {
  const set = listeners.get(event) ?? new Set();
  listeners.set(event, set.add(fn as Listener));
  return () => set.delete(fn as Listener);
}

/** subscribe() for as long as the component is on screen. */
export function useLive<T = unknown>(event: string, fn: (payload: T) => void) {
  onCleanup(subscribe(event, fn));
}

/** Called when events were missed and what is on screen must be read again. */
export function onResync(fn: () => void): () => void {
  resyncs.add(fn);
  return () => resyncs.delete(fn);
}

function deliver(message: Message) {
  if ("type" in message) {
    // Whoever just came needs nothing older; whoever came back resumes from what it saw last.
    if (message.type === "hello") lastSeq ||= message.seq;
    if (message.type === "resync") {
      lastSeq = message.seq;
      for (const fn of resyncs) fn();
    }
    return;
  }
  if (message.seq !== undefined) {
    if (message.seq <= lastSeq) return; // A resumed stream may repeat its tail.
    lastSeq = message.seq;
  }
  const family = `${message.event.slice(0, message.event.indexOf("."))}.*`;
  for (const name of [message.event, family, ...(message.seq === undefined ? [] : ["*"])]) for (const fn of listeners.get(name) ?? []) fn(message.payload);
}

async function connect() {
  clearTimeout(timer);
  if (socket || !session()) return;
  if (!accessToken() && !(await renewToken())) return retry();
  const opened = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${PATH}${lastSeq ? `?since=${lastSeq}` : ""}`, ["m3core.v1", accessToken() ?? ""]);
  socket = opened;
  opened.onopen = () => {
    wait = FIRST_WAIT_MS;
  };
  opened.onmessage = ({ data }) => {
    if (typeof data === "string") deliver(JSON.parse(data) as Message);
  };
  opened.onclose = ({ code }) => {
    if (socket !== opened) return;
    socket = undefined;
    if (code === ACCESS_CHANGED) void renewToken().then((renewed) => (renewed ? loadMe() : undefined)).catch(() => {}).finally(retry);
    else retry();
  };
}

function retry() {
  if (!session()) return;
  timer = setTimeout(() => void connect(), wait * (0.75 + Math.random() / 2));
  wait = Math.min(wait * 2, LONGEST_WAIT_MS);
}

function disconnect() {
  clearTimeout(timer);
  const open = socket;
  socket = undefined;
  open?.close(1000);
  lastSeq = 0;
}

/** Keeps one connection while somebody is signed in; started once by the app. */
export function startLive() {
  createEffect(() => (session()?.user.id ? untrack(() => void connect()) : untrack(disconnect)));
  addEventListener("online", () => {
    wait = FIRST_WAIT_MS;
    void connect();
  });
}
