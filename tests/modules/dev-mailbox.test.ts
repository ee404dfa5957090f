import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { listMailbox, MAILBOX_PATH } from "#worker/modules/dev-mailbox/contract.ts";
import { admin, fetchApi, newTenant, nobody } from "../support/harness.ts";

const set = env as { APP_ENV: string };
afterEach(() => void (set.APP_ENV = "test"));

async function capture(to: string, options: { subject?: string; html?: string; channel?: string; age_s?: number } = {}) {
  const { subject = "Hello", html = "<p>Hi</p>", channel = "email", age_s = 0 } = options;
  await admin`insert into dev_mailbox (tenant_id, id, channel, recipient, subject, body_text, body_html, created_at)
    values (${(await newTenant()).tenant_id}, ${newId()}, ${channel}, ${to}, ${subject}, 'Hi', ${html}, now() - make_interval(secs => ${age_s}))`;
}

test("shows the messages of all tenants, newest first, by recipient and channel", async () => {
  const to = `m@${newId()}.test`;
  await capture(to, { subject: "old", age_s: 60 });
  await capture(to, { subject: "new" });
  await capture(to, { subject: "sms", channel: "sms", age_s: 30 });
  const subjects = async (query: object) => ((await nobody.call(listMailbox, { query: { to, ...query } })).data.items as { subject: string }[]).map((m) => m.subject);
  expect(await subjects({})).toEqual(["new", "sms", "old"]);
  expect(await subjects({ channel: "email", limit: 1 })).toEqual(["new"]);
  expect((await nobody.call(listMailbox, { query: { to, limit: 1 } })).data.items[0]).toEqual({ id: expect.any(String), channel: "email", to, subject: "new", text: "Hi", html: "<p>Hi</p>", created_at: expect.any(String) });
});

test("is a page in a browser: everything escaped, each message in a frame without rights", async () => {
  const to = `<img src=x onerror=alert(1)>@${newId()}.test`;
  await capture(to, { subject: "<script>alert(1)</script>", html: `<p>"hi"</p><script>alert(2)</script>` });
  const response = await fetchApi(`${MAILBOX_PATH}?to=${encodeURIComponent(to)}`, { headers: { accept: "text/html,application/xhtml+xml" } }), text = await response.text();
  expect(response.headers.get("content-type")).toBe("text/html; charset=UTF-8");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(text).not.toMatch(/<script|<img/);
  expect(text).toContain('<iframe sandbox title="Message"');
});

test.each(["staging", "production"])("does not exist in %s", async (where) => {
  set.APP_ENV = where;
  expect(await nobody.call(listMailbox)).toMatchObject({ status: 404, error: { code: "NOT_FOUND" } });
});
