import { For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Banner } from "#web/src/ui/feedback.tsx";
import { ProviderApproval } from "./provider-approval.tsx";
import type { Version } from "./template-data.ts";
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
  return (
    <div class="stack" data-gap="lg">
      <Show when={props.version.is_system && !props.version.can_replace}><Banner>{w("secret")}</Banner></Show>
      <For each={parts()}>{({ label, text }) => <div class="template-words"><div class="field__label">{label}</div><div class="template-words__text" dir="auto">{text}</div></div>}</For>
      <Show when={props.version.channel === "whatsapp" && props.version.status === "approved" && !props.version.is_system}>
        <ProviderApproval version={props.version} />
      </Show>
    </div>
  );
}
