import { describe, expect, test } from "vitest";
import { PLACES } from "#worker/modules/notify/templates/catalogue.ts";
import { checkWords } from "#worker/modules/notify/templates/check-words.ts";
import { templates } from "#worker/modules/notify/templates/index.ts";
import { render, renderInbox } from "#worker/modules/notify/templates/render.ts";
import { type OwnTemplate, resolve, resolveOrFail, systemId, systemWords } from "#worker/modules/notify/templates/resolve.ts";
import { segmentsOf } from "#worker/modules/notify/templates/segments.ts";
import { sanitize } from "#worker/modules/notify/templates/sanitize.ts";
import { codeOf, familyOf, wordsOf } from "#worker/modules/notify/templates/template.ts";
import { examplesOf, systemVariables } from "#worker/modules/notify/templates/variables.ts";

describe("every message of the product", () => {
  const long = { full_name: "A <script>", tenant_name: "B & C" };
  test.each(PLACES.map((place) => [place.family, place.channel, place.locale, place] as const))("%s by %s in %s says everything and leaves nothing unrendered", (_, channel, locale, { system }) => {
    const resolved = systemWords(system, channel, locale), values = { ...examplesOf(resolved.variables), ...long };
    expect(system.payload.safeParse(values).error).toBeUndefined();
    const inbox = channel === "inbox" ? renderInbox(resolved, values) : undefined, { subject, text, html } = inbox ? { subject: inbox.title, text: inbox.body, html: "" } : render(resolved, values);
    for (const part of [text, ...(channel === "email" ? [subject, html] : []), ...(inbox ? [subject] : [])]) {
      expect(part.trim()).not.toBe("");
      expect(part).not.toMatch(/\{\{|\{%|undefined|null|—/);
    }
    expect(subject).not.toContain("\n");
    expect(html).not.toContain("<script");
    if (channel === "email") expect(html).toContain(`<html lang="${locale}" dir="${locale === "ar" ? "rtl" : "ltr"}">`);
  });

  test.each(PLACES.filter((p) => p.channel === "sms").map((place) => [place.family, place.locale, place] as const))("%s by SMS in %s fits into two parts, in English in GSM-7", (_, locale, { system }) => {
    const resolved = systemWords(system, "sms", locale), { encoding, segments } = segmentsOf(render(resolved, examplesOf(resolved.variables)).text);
    expect([encoding, segments <= 2]).toEqual([locale === "en" ? "GSM-7" : "UCS-2", true]);
  });

  test.each(PLACES.filter((p) => !p.system.secret).map((place) => [place.family, place.channel, place.locale, place] as const))("%s by %s in %s is what a version of one's own can start from", async (_, channel, locale, { system }) => {
    const words = wordsOf(system, channel, locale), started = await checkWords({ locale, ...words, channel, type: "transactional", variables: systemVariables(system, locale), provider_template_id: null }, system);
    expect([started.removed, started.body]).toEqual([[], words.body]);
  });

  test("has a family of its own, and an id in every language that never changes", () => {
    expect(new Set(templates.map((t) => t.family)).size).toBe(templates.length);
    expect(new Set(PLACES.map((p) => p.id)).size).toBe(PLACES.length);
    expect(systemId("lead.assigned", "email", "en")).toBe("f3e78442-162e-89b0-89b2-f0d2c0c08305");
  });

  test("a code is told to the phone alone: its mirrors say that it was sent, and what to do if it was somebody else", () => {
    for (const family of ["otp.sign_in", "otp.verify_phone"]) {
      const values = examplesOf(resolveOrFail(family, "sms", ["en"]).variables), said = (channel: "sms" | "whatsapp" | "email") => render(resolveOrFail(family, channel, ["en"]), values);
      expect([said("sms").text.startsWith("482913"), said("whatsapp").text.startsWith("482913")]).toEqual([true, true]);
      for (const locale of ["en", "ar"]) expect(JSON.stringify([render(resolveOrFail(family, "email", [locale]), values), renderInbox(resolveOrFail(family, "inbox", [locale]), values)])).not.toContain("482913");
    }
  });

  test("is one family under its name on any channel", () => {
    expect(["otp.sms.sign_in", "otp.sign_in", "lead.assigned"].map(familyOf)).toEqual(["otp.sign_in", "otp.sign_in", "lead.assigned"]);
    expect(codeOf("otp.sign_in", "whatsapp")).toBe("otp.whatsapp.sign_in");
  });
});

describe("which words are sent", () => {
  const row = (over: Partial<OwnTemplate>): OwnTemplate => ({
    id: `id-${JSON.stringify(over)}`, family: "lead.assigned", channel: "email", locale: "en", status: "approved", subject: "Own", body: "Own {{ lead_name }}", html: null, action_label: null,
    type: "transactional", variables: {}, provider_template_id: null, provider_status: null, number: 1, version: 1, ...over,
  } as OwnTemplate);
  const chosen = (...args: Parameters<typeof resolve>) => { const r = resolve(...args); return r && [r.is_own, r.locale, r.words.subject || r.words.body]; };

  test("the tenant's approved version wins over the product's of the same language, not over the person's language", () => {
    expect(chosen("lead.assigned", "email", ["en"], [row({})])).toEqual([true, "en", "Own"]);
    expect(chosen("lead.assigned", "email", ["ar-EG"], [row({})])![1]).toBe("ar");
    expect(chosen("lead.assigned", "email", ["en"], [row({ status: "draft" }), row({ status: "retired" })])![0]).toBe(false);
  });
  test("a family of the tenant falls back to the workspace's language, then to English, then to nothing", () => {
    const own = [row({ family: "promo.launch", locale: "ar", subject: "AR" }), row({ family: "promo.launch", locale: "en", subject: "EN" })];
    expect(chosen("promo.launch", "email", ["fr", "ar"], own)).toEqual([true, "ar", "AR"]);
    expect(chosen("promo.launch", "email", ["fr"], own)).toEqual([true, "en", "EN"]);
    expect(chosen("promo.launch", "sms", ["en"], own)).toBeUndefined();
    expect(() => resolveOrFail("promo.sms.launch", "sms", ["en"], own)).toThrow(expect.objectContaining({ code: "TEMPLATE_MISSING" }));
  });
  test("a WhatsApp version that its provider has not approved is passed over", () => {
    const own = (provider_status: OwnTemplate["provider_status"]) => [row({ channel: "whatsapp", provider_status, subject: "", body: "Own" })];
    expect([null, "pending", "rejected", "approved"].map((s) => resolve("lead.assigned", "whatsapp", ["en"], own(s as never))!.is_own)).toEqual([false, false, false, true]);
  });
  test("a pinned version is used whatever it is: that is a test", () => {
    const draft = row({ id: "d", status: "draft", subject: "Draft" });
    expect(chosen("lead.assigned", "email", ["ar"], [row({}), draft], "d")).toEqual([true, "en", "Draft"]);
    expect(chosen("lead.assigned", "email", ["en"], [row({})], systemId("lead.assigned", "email", "ar"))!.slice(0, 2)).toEqual([false, "ar"]);
  });
});

describe("words filled in", () => {
  const invite = (payload: object) => render(resolveOrFail("auth.invite", "email", ["en"]), { full_name: "A", tenant_name: "B & C", url: "https://app.test/x?a=1&b=2", expires_hours: 1, ...payload });
  test("a name cannot break the subject into headers, nor run as a template", () => {
    const { subject, text } = invite({ tenant_name: "X\r\nBcc: all@x.test {{ url }}" });
    expect(subject).toBe("You are invited to X Bcc: all@x.test {{ url }} on M3Core");
    expect(text).toContain("{{ url }}");
  });
  test("a button opens nothing but an address of the web, and advertising ends with a way out of it", () => {
    expect(invite({}).html).toContain('href="https://app.test/x?a=1&#38;b=2"');
    expect(invite({ url: "javascript:alert(1)" }).html).not.toContain("javascript");
    const marketing = { ...resolveOrFail("auth.invite", "email", ["ar"]), type: "marketing" as const }, payload = { full_name: "A", tenant_name: "B", url: "https://app.test/x", expires_hours: 1 };
    expect(() => render(marketing, payload)).toThrow(expect.objectContaining({ code: "TEMPLATE_VARIABLES_MISSING", details: expect.objectContaining({ variables: ["unsubscribe_url"] }) }));
    const mail = render(marketing, { ...payload, unsubscribe_url: "https://app.test/u?t=1" });
    expect(mail.html).toContain('href="https://app.test/u?t=1"');
    expect(mail.text.endsWith("إلغاء الاشتراك: https://app.test/u?t=1")).toBe(true);
  });
  test("a WhatsApp template's placeholders are filled in their order; words that branch have none", () => {
    const { whatsapp_template } = render(resolveOrFail("otp.sign_in", "whatsapp", ["en"]), { code: "123456", app_name: "M3Core", tenant_name: "B", expires_min: 5 });
    expect(whatsapp_template).toEqual({ name: "otp_sign_in", language: "en", parameters: ["123456", "M3Core", "B", "5"] });
    expect(render(resolveOrFail("lead.import_finished", "whatsapp", ["en"]), examplesOf(resolveOrFail("lead.import_finished", "whatsapp", ["en"]).variables)).whatsapp_template).toBeUndefined();
  });
});

test.each([
  ["GSM-7", 0, 0, ""],
  ["GSM-7", 160, 1, "a".repeat(160)],
  ["GSM-7", 161, 2, "a".repeat(161)],
  ["GSM-7", 306, 2, "a".repeat(306)],
  ["GSM-7", 307, 3, "a".repeat(307)],
  ["GSM-7", 160, 1, "€".repeat(80)],
  ["GSM-7", 164, 2, `${"a".repeat(152)}€${"a".repeat(10)}`],
  ["GSM-7", 305, 2, `${"a".repeat(152)}€${"a".repeat(151)}`],
  ["GSM-7", 306, 3, `${"a".repeat(152)}€${"a".repeat(152)}`],
  ["UCS-2", 70, 1, "م".repeat(70)],
  ["UCS-2", 71, 2, "م".repeat(71)],
  ["UCS-2", 134, 2, "م".repeat(134)],
  ["UCS-2", 135, 3, "م".repeat(135)],
  ["UCS-2", 70, 1, "😀".repeat(35)],
  ["UCS-2", 134, 3, `${"م".repeat(66)}😀${"م".repeat(66)}`],
  ["UCS-2", 4, 1, "it’s"],
] as const)("%s of %i units is %i parts by SMS", (encoding, length, segments, text) => {
  expect(segmentsOf(text)).toEqual({ encoding, length, segments });
});

describe("HTML of users", () => {
  const clean = async (html: string) => (await sanitize(html, (name) => name === "link")).html;
  test.each([
    ["<p onclick=\"x()\">Hi <b>{{ name }}</b></p>", "<p>Hi <b>{{ name }}</b></p>"],
    ["a<script>alert(1)</script>b<style>p{}</style>c", "abc"],
    ["<a href=\"javascript:alert(1)\">x</a><a href=\" javascript:alert(1)\">y</a><a href=\"java&#115;cript:alert(1)\">z</a>", "<a>x</a><a>y</a><a>z</a>"],
    ["<a href='https://x.test/{{ code }}'>x</a><a href=\"mailto:a@x.test\">m</a>", "<a href=\"https://x.test/{{ code }}\">x</a><a href=\"mailto:a@x.test\">m</a>"],
    ["<a href=\"{{ link }}\">x</a><a href=\"{{ name }}\">y</a>", "<a href=\"{{ link }}\">x</a><a>y</a>"],
    ["<p style=\"color:red;background-image:url(https://x)\">x</p><p style=\"position:fixed\">y</p>", "<p style=\"color:red\">x</p><p>y</p>"],
    ["<embed src=\"https://x\"><iframe src=\"https://x\">x</iframe><form><input name=\"a\">y</form><svg><a href=\"x\">z</a></svg>", "y"],
    ["{% if a < 1 %}<b>x</b>{% endif %} 1 < 2 & 3", "{% if a < 1 %}<b>x</b>{% endif %} 1 &lt; 2 &amp; 3"],
    ["<p title=\"{% if a %}\" {{ evil }}=\"x\" dir=\"rtl\">x", "<p dir=\"rtl\">x</p>"],
    ["<b><i>x</b></i>", "<b><i>x</i></b>"],
    ["<img src=\"https://x.test/a.png\" alt=\"{{ name }}\" onerror=\"x\"><img src=\"http://x.test/a.png\">", "<img src=\"https://x.test/a.png\" alt=\"{{ name }}\"><img>"],
    ["<!-- x --><scr<script>ipt>alert(1)</script>", "ipt&gt;alert(1)"],
    ["<p style=\"color:{{ x }}\">{{ '<script>' }}</p>", "<p>{{ '<script>' }}</p>"],
  ])("%s becomes %s", async (html, cleaned) => {
    expect(await clean(html)).toBe(cleaned);
    expect(await clean(cleaned)).toBe(cleaned);
  });
  test("says what it took out", async () => {
    expect((await sanitize("<p onclick=\"x\" style=\"float:left\"><blink>x</blink><script>1</script>", () => false)).removed).toEqual(["onclick=\"x\"", "style=\"float:left\"", "<blink>", "<script>"]);
  });
});
