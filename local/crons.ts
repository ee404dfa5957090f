import { readFileSync } from "node:fs";

const isDue = (cron: string, now: Date) => {
  const [minute, hour, ...rest] = cron.split(" ");
  if (rest.some((field) => field !== "*")) throw new Error(`The local clock only understands crons that name a minute and an hour: ${cron}`);
  return (minute === "*" || Number(minute) === now.getUTCMinutes()) && (hour === "*" || Number(hour) === now.getUTCHours());
};

/** Does locally what Cloudflare does for [triggers]: calls the Worker's scheduled handler for each cron in the minute it is due. */
export function startCrons(apiUrl: string, wranglerToml: string) {
  const declared = /^\[triggers\]\s*crons = \[(.*?)\]/ms.exec(readFileSync(wranglerToml, "utf8"))?.[1] ?? "";
  const crons = [...declared.matchAll(/"([^"]+)"/g)].map((match) => match[1]!);
  const tick = () => {
    const due = crons.filter((cron) => isDue(cron, new Date()));
    // A run that fails is in the Worker's log; the next minute tries again, as in the cloud.
    for (const cron of due) fetch(`${apiUrl}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`).catch(() => {});
  };
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(() => (tick(), wait()), 60_000 - (Date.now() % 60_000));
  };
  wait();
  return { stop: async () => clearTimeout(timer) };
}
