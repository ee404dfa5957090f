import type { CallOutput } from "#web/src/kernel/api.ts";
import type { notifyHealth } from "#worker/modules/notify/messages/messages-contract.ts";

export type Health = CallOutput<typeof notifyHealth>;

/** The day it was so many days ago where the reader is: "2026-11-21". */
export const dayBefore = (days: number) => { const date = new Date(); date.setDate(date.getDate() - days); return date.toLocaleDateString("sv"); };
