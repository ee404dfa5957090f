import { For, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { patchTemplate } from "#worker/modules/notify/templates/templates-contract.ts";
import { PATHS, type Version } from "./template-data.ts";
import { DECISIONS } from "./template-form.tsx";
import { templateWords } from "./text/index.ts";

/** A version that cannot be edited: its words as they were written. */
export function VersionView(props: { version: Version }) {
  const w = useWords(templateWords);
  const parts = () => {
    const { channel, subject, body, action_label, html, provider_template_id } = props.version;
    return [
      { label: w(channel === "inbox" ? "inboxTitle" : "subject"), text: subject }, { label: w(channel === "email" ? "bodyEmail" : "body"), text: body },
      { label: w("action"), text: action_label }, { label: w("html"), text: html }, { label: w("provider"), text: provider_template_id },
    ].filter(({ text }) => text);
  };
  const decide = async (value: (typeof DECISIONS)[number]) => {
    try {
      await call(patchTemplate, { params: { template_id: props.version.id }, body: { provider_status: value === "none" ? null : value }, version: props.version.version });
    } catch (error) {
      toast.error(errorText(error));
    }
    await invalidate(PATHS);
  };
  return (
    <div class="stack" data-gap="lg">
      <Show when={props.version.is_system && !props.version.can_replace}><Banner>{w("secret")}</Banner></Show>
      <For each={parts()}>{({ label, text }) => <div class="template-words"><div class="field__label">{label}</div><div class="template-words__text" dir="auto">{text}</div></div>}</For>
      <Show when={props.version.channel === "whatsapp" && props.version.status === "approved" && !props.version.is_system}>
        <Select label={w("providerStatus")} help={w("providerNote")} options={DECISIONS.map((value) => ({ value, label: w(`providerStatuses.${value}`) }))} value={props.version.provider_status ?? "none"} onChange={(value) => void decide(value)} />
      </Show>
    </div>
  );
}
