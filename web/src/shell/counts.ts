import { createRoot, createSignal } from "solid-js";

const [read, write] = createRoot(() => createSignal<Readonly<Record<string, number>>>({}));

/** Numbers beside the entries of the navigation, by their id; "inbox" is also the bell. */
export const counts = read;

/** A module tells how much waits in it: `setCount("tasks", 7)`. */
export const setCount = (id: string, count: number) => write((was) => ({ ...was, [id]: count }));
