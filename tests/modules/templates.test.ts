import { describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { listMailbox } from "#worker/modules/dev-mailbox/contract.ts";
import { getNotification } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { dispatch } from "#worker/modules/notify/messages/messages-contract.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { systemId } from "#worker/modules/notify/templates/resolve.ts";
import * as contract from "#worker/modules/notify/templates/templates-contract.ts";
import { admin, type Client, eventually, newTenant, nobody, tripsOf } from "../support/harness.ts";
import { actIn, messagesOf } from "../support/queued.ts";

const variables = { first_name: { type: "string", example: "Mona" }, url: { type: "url", example: "https://lake.test" } } as const;
const promo = { family: "promo.launch", channel: "email", locale: "en", subject: "{{ first_name }}, it is open", body: "Hello {{ first_name }}", variables } as const;
const sms = { family: "promo.launch", channel: "sms", locale: "en", body: "Hi {{ first_name }}: {{ url }}", variables } as const;
const create = (by: Client, body: object = promo) => by.call(contract.createTemplate, { body: body as typeof promo });
const made = (by: Client, body: object = promo) => by.ok(contract.createTemplate, { body: body as typeof promo });
const of = (template: { id: string }) => ({ params: { template_id: template.id } });
const lead = { full_name: "Mona", url: "https://app.test/leads/1", lead_name: "Karim", score: 85 };
const mailTo = (to: string) => eventually(async () => ((await nobody.call(listMailbox, { query: { to } })).data as { items: Record<string, string>[] }).items[0]);

describe("versions", () => {
  test("go from draft to approved to retired, one draft and one approved of each place, numbered", async () => {
    const { owner, events, audit } = await newTenant(), first = await made(owner);
    expect(first).toMatchObject({ code: "promo.email.launch", name: "Promo: launch", number: 1, status: "draft", is_system: false, in_use: false, created_by: owner.user_id, variables: { first_name: { required: true } } });
    expect(await create(owner)).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { template_id: first.id } } });
    expect(await owner.ok(contract.approveTemplate, of(first))).toMatchObject({ status: "approved", in_use: true, approved_by: owner.user_id });
    const second = await made(owner, { ...promo, subject: "Second" });
    expect(second.number).toBe(2);
    await owner.ok(contract.approveTemplate, of(second));
    const history = await owner.ok(contract.listTemplates, { query: { family: "promo.launch" } });
    expect(history.items.map(({ number, status, in_use }) => [number, status, in_use])).toEqual([[2, "approved", true], [1, "retired", false]]);
    expect(await owner.call(contract.approveTemplate, of(first))).toMatchObject({ status: 409, error: { details: { status: "retired" } } });
    expect(await owner.ok(contract.retireTemplate, of(second))).toMatchObject({ status: "retired", in_use: false });
    expect(await events()).toEqual(["template.created", "template.approved", "template.created", "template.retired", "template.approved", "template.retired"]);
    expect((await audit()).filter((row) => row["entity_type"] === "message_templates")).toHaveLength(6);
  });

  test("two drafts made at the same moment are one, and two approvals too", async () => {
    const { owner } = await newTenant(), answers = await Promise.all([create(owner), create(owner), create(owner)]);
    expect(answers.map((a) => a.status).toSorted()).toEqual([201, 409, 409]);
    const draft = answers.find((a) => a.status === 201)!.data;
    expect((await Promise.all([1, 2].map(() => owner.call(contract.approveTemplate, of(draft))))).map((a) => a.status).toSorted()).toEqual([200, 409]);
  });

  test("only a draft's words change, by the version one has read; what the provider says is recorded later too", async () => {
    const { owner } = await newTenant(), draft = await made(owner, { family: "promo.launch", channel: "whatsapp", locale: "en", body: "Hi {{ first_name }}", variables, provider_template_id: "promo_launch" });
    const patch = (body: object, etag?: string) => owner.call(contract.patchTemplate, { ...of(draft), body, ...(etag ? { headers: { "if-match": etag } } : {}) });
    expect((await patch({ body: "Hello {{ first_name }}" }, '"1"')).data).toMatchObject({ version: 2, body: "Hello {{ first_name }}", provider_template_id: "promo_launch" });
    expect(await patch({ body: "Mine" }, '"1"')).toMatchObject({ status: 412, error: { code: "PRECONDITION_FAILED" } });
    expect((await owner.ok(contract.approveTemplate, of(draft))).in_use).toBe(false);
    expect(await patch({ body: "Late" })).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { status: "approved" } } });
    expect((await patch({ provider_status: "approved" })).data).toMatchObject({ in_use: true, version: 4 });
  });

  test("approving, and taking out of use, is for those who may; drafts anybody who writes them gives up", async () => {
    const tenant = await newTenant(), writer = await tenant.user({ permissions: ["notify.templates.manage"] }), draft = await made(writer);
    expect(await writer.call(contract.approveTemplate, of(draft))).toMatchObject({ status: 403 });
    await tenant.owner.ok(contract.approveTemplate, of(draft));
    expect(await writer.call(contract.retireTemplate, of(draft))).toMatchObject({ status: 403, error: { details: { permission: "notify.templates.approve" } } });
    expect((await writer.ok(contract.retireTemplate, of(await made(writer)))).status).toBe("retired");
  });

  test("a draft starts in the other language from this one: from the product's own words in that language", async () => {
    const { owner } = await newTenant(), draft = await made(owner), arabic = await owner.ok(contract.localizeTemplate, { ...of(draft), body: { locale: "ar" } });
    expect(arabic).toMatchObject({ locale: "ar", status: "draft", number: 1, subject: promo.subject, family: "promo.launch" });
    expect(await owner.call(contract.localizeTemplate, { ...of(draft), body: { locale: "ar" } })).toMatchObject({ status: 409, error: { details: { template_id: arabic.id } } });
    expect(await owner.call(contract.localizeTemplate, { ...of(draft), body: { locale: "en" } })).toMatchObject({ status: 422 });
    const product = await owner.ok(contract.localizeTemplate, { ...of({ id: systemId("lead.assigned", "email", "en") }), body: { locale: "ar" } });
    expect(product).toMatchObject({ family: "lead.assigned", locale: "ar", subject: "عميل محتمل جديد: {{ lead_name | isolate }}", variables: { lead_name: { example: "كريم عادل" } } });
  });

  test("belong to one tenant", async () => {
    const mine = await made((await newTenant()).owner), { owner } = await newTenant();
    for (const route of [contract.getTemplate, contract.approveTemplate, contract.retireTemplate, contract.previewTemplate, contract.testTemplate]) expect(await owner.call(route as typeof contract.getTemplate, of(mine))).toMatchObject({ status: 404 });
    expect((await owner.ok(contract.listTemplates, { query: { family: "promo.launch" } })).items).toEqual([]);
  });
});

describe("lists", () => {
  test("show the product's words beside the tenant's, and which of them are in use", async () => {
    const { owner } = await newTenant();
    const own = await made(owner, { family: "lead.assigned", channel: "email", locale: "en", subject: "{{ lead_name }} for you", body: "Call {{ lead_name }}" });
    const look = async () => (await owner.ok(contract.listTemplates, { query: { family: "lead.assigned", channel: "email" } })).items.map(({ locale, number, is_system, in_use }) => [locale, number, is_system, in_use]);
    expect(await look()).toEqual([["ar", 0, true, true], ["en", 1, false, false], ["en", 0, true, true]]);
    await owner.ok(contract.approveTemplate, of(own));
    expect(await look()).toEqual([["ar", 0, true, true], ["en", 1, false, true], ["en", 0, true, false]]);
    expect(await owner.ok(contract.getTemplate, of({ id: systemId("lead.assigned", "email", "en") }))).toMatchObject({ is_system: true, can_replace: true, in_use: false, created_at: null });
  });

  test("page through both without losing or repeating one, in one round trip, and narrow", async () => {
    const { owner } = await newTenant();
    await made(owner);
    await made(owner, sms);
    const seen: string[] = [], all = (await owner.ok(contract.listTemplates, { query: { limit: 200 } }));
    for (let cursor: string | undefined; ;) {
      const page = await owner.call(contract.listTemplates, { query: { limit: 60, ...(cursor ? { cursor } : {}) } });
      expect(tripsOf(page)).toBe(1);
      seen.push(...page.data.items.map((t) => t.id));
      if (!page.data.next_cursor) break;
      cursor = page.data.next_cursor;
    }
    expect([new Set(seen).size, seen.slice(0, 200)]).toEqual([seen.length, all.items.map((t) => t.id)]);
    const found = async (query: object) => (await owner.ok(contract.listTemplates, { query: { limit: 200, ...query } })).items;
    expect((await found({ q: "it is OPEN" })).map((t) => t.family)).toEqual(["promo.launch"]);
    expect(new Set((await found({ channel: "sms", locale: "ar", status: "approved" })).map((t) => `${t.channel} ${t.locale} ${t.status}`))).toEqual(new Set(["sms ar approved"]));
  });

  test("by family say where there are words, what is in use and what waits", async () => {
    const { owner } = await newTenant();
    await made(owner, { ...sms, channel: "whatsapp", provider_template_id: "promo", provider_status: "pending" }).then((t) => owner.ok(contract.approveTemplate, of(t)));
    await made(owner);
    const [own] = (await owner.ok(contract.listTemplateFamilies, { query: { is_system: "false" } })).items;
    expect(own).toMatchObject({ id: "promo.launch", name: "Promo: launch", cells: [{ channel: "email", draft: { number: 1 }, in_use: null }, { channel: "whatsapp", held_back: true, in_use: null }] });
    const page = await owner.ok(contract.listTemplateFamilies, { query: { limit: 5, total: "true" } }), next = await owner.ok(contract.listTemplateFamilies, { query: { limit: 200, cursor: page.next_cursor! } });
    expect(page.items.length + next.items.length).toBe(page.total);
    expect((await owner.ok(contract.listTemplateFamilies, { query: { q: "otp" } })).items.map((f) => [f.id, f.can_replace])).toEqual([["otp.sign_in", false], ["otp.verify_phone", false]]);
  });
});

describe("words are refused", () => {
  test.each([
    ["with what nobody declared", { body: "{{ nick }} {% if other %}x{% endif %}" }, { path: "body", code: "undeclared_variable", variable: "nick" }],
    ["that do not parse, naming the line", { body: "one\ntwo {{ first_name | nope }}" }, { path: "body", line: 2, message: "undefined filter: nope" }],
    ["that never close", { body: "{% if first_name %}" }, { path: "body", line: 1 }],
    ["that loop over a range", { body: "{% for i in (1..9999) %}x{% endfor %}" }, { path: "body" }],
    ["that write past the escaping", { html: "{{ first_name | raw }}" }, { path: "html", message: "undefined filter: raw" }],
    ["with tags that nobody needs", { html: "{% echo first_name %}" }, { path: "html", message: 'tag "echo" not found' }],
    ["whose mistake shows when they are filled in", { body: "{{ first_name.family }}" }, { path: "body", line: 1 }],
    ["in HTML that is never closed", { html: "<p>{{ first_name</p>" }, { path: "html", line: 1 }],
    ["in HTML that no two programs read alike", { html: "<select><xmp><script>x</script></xmp></select>" }, { path: "html" }],
    ["with an example of another type", { variables: { ...variables, first_name: { type: "number", example: "Mona" } } }, { path: "variables.first_name.example" }],
    ["with a link that is not of the web", { variables: { ...variables, url: { type: "url", example: "javascript:alert(1)" } } }, { path: "variables.url.example" }],
    ["with a button and nowhere to go", { action_label: "Open", variables: { first_name: variables.first_name } }, { path: "action_label" }],
    ["without a subject", { subject: " " }, { path: "subject" }],
    ["as SMS with HTML", { channel: "sms", subject: "", html: "<p>x</p>" }, { path: "html" }],
    ["as an SMS of a book", { channel: "sms", subject: "", body: "x".repeat(1601) }, { path: "body" }],
    ["that branch inside a provider's template", { channel: "whatsapp", subject: "", body: "{% if first_name %}x{% endif %}", provider_template_id: "promo" }, { path: "body" }],
    ["of a code that opens an account", { family: "otp.sign_in", variables: undefined }, { path: "family" }],
    ["of the product that use more than it has", { family: "lead.assigned", variables: undefined }, { path: "subject", variable: "first_name" }],
    ["of the product with variables of one's own", { family: "lead.assigned" }, { path: "variables" }],
    ["under a name with a channel in it", { family: "promo.sms.launch" }, { path: "family" }],
  ])("%s", async (_, change, issue) => {
    const { owner } = await newTenant();
    expect(await create(owner, { ...promo, ...change })).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { issues: expect.arrayContaining([expect.objectContaining(issue)]) } } });
  });
  test("when a family is both advertising and not", async () => {
    const { owner } = await newTenant();
    await made(owner);
    expect(await create(owner, { ...sms, type: "marketing" })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "type" }] } } });
  });
});

describe("a preview", () => {
  test("shows a mail as it would be sent, naming what is missing and filling it with the examples", async () => {
    const { owner } = await newTenant(), draft = await made(owner, { ...promo, type: "marketing", html: "<p onclick='x'>Hello {{ first_name }}</p>", action_label: "See it" });
    expect(draft.html).toBe("<p>Hello {{ first_name }}</p>");
    const shown = await owner.ok(contract.previewTemplate, { ...of(draft), body: { payload: { first_name: "<b>Layla</b>" } } });
    expect(shown).toMatchObject({ subject: "<b>Layla</b>, it is open", missing: ["url"], inbox: null, sms: null });
    expect(shown.html).toContain("<p>Hello &lt;b&gt;Layla&lt;/b&gt;</p>");
    for (const part of ['href="https://lake.test"', "prefers-color-scheme:dark", "unsubscribe"]) expect(shown.html).toContain(part);
    expect((await owner.ok(contract.previewTemplate, of(draft))).subject).toBe("Mona, it is open");
  });
  test("shows a mail in light or in the dark alone, whatever the reader of the preview prefers", async () => {
    const { owner } = await newTenant(), draft = await made(owner), only = async (look: "light" | "dark") => (await owner.ok(contract.previewTemplate, { ...of(draft), body: { look } })).html!;
    const [light, dark] = [await only("light"), await only("dark")];
    expect([light.includes("background:#ffffff"), dark.includes("background:#22252b"), dark.includes("background:#ffffff"), `${light}${dark}`.includes("<style>")]).toEqual([true, true, false, false]);
    expect((await owner.ok(contract.previewWords, { body: { ...promo, look: "dark" } })).html).toContain("background:#22252b");
  });
  test("counts what an SMS costs, and shows words before they are saved", async () => {
    const { owner } = await newTenant(), look = (body: object) => owner.ok(contract.previewWords, { body: { ...sms, ...body } });
    expect(await look({})).toMatchObject({ text: "Hi Mona: https://lake.test", sms: { encoding: "GSM-7", length: 26, segments: 1 }, html: null });
    expect((await look({ locale: "ar", body: `${"م".repeat(71)}` })).sms).toEqual({ encoding: "UCS-2", length: 71, segments: 2 });
    expect((await look({ channel: "inbox", subject: "T {{ first_name }}", body: "B" })).inbox).toEqual({ title: "T Mona", body: "B" });
    expect((await look({ channel: "whatsapp", provider_template_id: "promo" })).provider_parameters).toEqual(["Mona", "https://lake.test"]);
    expect((await owner.ok(contract.previewWords, { body: { ...promo, html: "<p onclick='x'>a</p>" } })).removed).toEqual(["onclick=\"x\""]);
    expect(await owner.call(contract.previewWords, { body: { ...sms, body: "{{ x" } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "body", line: 1 }] } } });
    expect((await owner.ok(contract.previewTemplate, of({ id: systemId("otp.sign_in", "sms", "ar") }))).text).toContain("482913");
  });
});

describe("sending", () => {
  test("uses an approved version from the next message on, and the product's words again when it is retired", async () => {
    const { owner, tenant_id } = await newTenant();
    const send = async () => {
      const to = `u@${newId()}.test`, ctx = actIn(tenant_id);
      await ctx.commit(null, ...queueEmail(ctx, { to, template_code: "lead.assigned", locale: "en", payload: lead }));
      return mailTo(to);
    };
    const own = await made(owner, { family: "lead.assigned", channel: "email", locale: "en", subject: "Call {{ lead_name }}", body: "Now.", html: "<p>Now, <b>{{ lead_name }}</b></p>", action_label: "Open" });
    expect((await send())!["subject"]).toBe("New lead: Karim");
    await owner.ok(contract.approveTemplate, of(own));
    const mail = await send();
    expect(mail!["subject"]).toBe("Call Karim");
    expect(mail!["html"]).toContain("<p>Now, <b>Karim</b></p>");
    await owner.ok(contract.retireTemplate, of(own));
    expect((await send())!["subject"]).toBe("New lead: Karim");
  });

  test("tests a draft: to oneself, marked as a test, whatever is in use", async () => {
    const { owner, tenant_id } = await newTenant(), draft = await made(owner, { ...promo, type: "marketing" });
    const sent = await owner.call(contract.testTemplate, of(draft));
    expect(sent).toMatchObject({ status: 202, data: { channel: "email", to: owner.email } });
    expect((await mailTo(owner.email))!["subject"]).toBe("Mona, it is open");
    expect((await messagesOf(tenant_id))[0]).toMatchObject({ id: sent.data.message_id, meta: { test: true }, template_id: draft.id, family: "promo.launch", type: "marketing", source: "template.test" });
    const arabic = await owner.ok(contract.testTemplate, { ...of({ id: systemId("lead.assigned", "email", "ar") }), body: { to: "Mona@Test.test" } });
    expect(arabic.to).toBe("mona@test.test");
    const inbox = await owner.ok(contract.testTemplate, of({ id: systemId("lead.hot", "inbox", "en") }));
    expect(await owner.ok(getNotification, { params: { notification_id: inbox.message_id } })).toMatchObject({ title: "Karim Adel is hot", meta: { test: true } });
  });

  test("refuses advertising that calls itself something else, and a payload that the words cannot be filled with", async () => {
    const { owner } = await newTenant(), draft = await made(owner, { ...promo, type: "marketing", body: "{% if first_name == 'Zed' %}{{ first_name.family }}{% endif %}" });
    await owner.ok(contract.approveTemplate, of(draft));
    const ask = (body: object) => owner.call(dispatch, { body: { channel: "email", to: { email: "zed@example.com" }, template_code: "promo.email.launch", payload: { first_name: "Zed", url: "https://lake.test" }, ...body } as never });
    expect(await ask({ type: "transactional" })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "type" }] } } });
    expect(await owner.call(contract.previewTemplate, { ...of(draft), body: { payload: { first_name: "Zed" } } })).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { issues: [{ path: "payload", line: 1 }] } } });
  });

  test("refuses a test to nowhere, to a suppressed address, and by a channel that the plan has not", async () => {
    const { owner, tenant_id } = await newTenant({ features: ["notifications.sms"] }), draft = await made(owner, sms), ask = (body: object) => owner.call(contract.testTemplate, { ...of(draft), body });
    expect(await ask({})).toMatchObject({ status: 422, error: { details: { issues: [{ path: "to" }] } } });
    expect(await ask({ to: "0100" })).toMatchObject({ status: 422 });
    await admin`insert into suppression_list (tenant_id, id, channel, normalized_value, reason) values (${tenant_id}, ${newId()}, 'sms', '+201001234567', 'stop')`;
    expect(await ask({ to: "+201001234567" })).toMatchObject({ status: 422, error: { code: "CONSENT_REQUIRED", details: { suppression: "stop" } } });
    expect((await ask({ to: "+201001234568" })).status).toBe(202);
    expect(await owner.call(contract.testTemplate, { ...of({ id: systemId("lead.hot", "whatsapp", "en") }), body: { to: "+201001234568" } })).toMatchObject({ status: 402, error: { details: { feature: "notifications.whatsapp" } } });
  });
});
