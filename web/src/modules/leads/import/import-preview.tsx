import CircleCheck from "lucide-solid/icons/circle-check";
import Copy from "lucide-solid/icons/copy";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { ButtonGroup } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Code, DateTime, Money, Name, Nothing, Phone } from "#web/src/ui/text.tsx";
import { sourceName } from "../lead-data.ts";
import { leadWords } from "../text/index.ts";
import { fieldText, wrongText, type Preview } from "./import-data.ts";

type Shown = "ready" | "errors" | "duplicates";

/** What importing would do: totals, the first rows as they will be stored, what is wrong, and whom rows repeat. */
export function ImportPreviewPane(props: { preview: Preview; stale: boolean }) {
  const w = useWords(leadWords);
  const [shown, setShown] = createSignal<Shown>("ready");
  const counts = () => props.preview.counts;
  const label = (id: Shown, count: number) => ({ value: id, label: `${w(`importing.shown.${id}`)} ${formatNumber(count)}` });
  return (
    <section class="import__preview" aria-labelledby="import-preview" aria-busy={props.stale}>
      <div class="pane-head">
        <h2 class="heading" id="import-preview">{w("importing.preview")}</h2>
        <Show when={props.stale}><span class="faint small" role="status">{t("state.loading")}</span></Show>
        <span class="push"><ButtonGroup label={w("importing.show")} value={shown()} onChange={setShown} options={[label("ready", props.preview.preview.length), label("errors", counts().errors), label("duplicates", props.preview.duplicates.length)]} /></span>
      </div>
      <div class="tally" aria-live="polite">
        <span class="row" data-gap="sm" data-tone="success"><Icon of={CircleCheck} /><b>{formatNumber(counts().ready)}</b><span>{w("importing.tally.ready", { count: counts().ready })}</span></span>
        <span class="row" data-gap="sm"><Icon of={Copy} /><b>{formatNumber(counts().duplicates)}</b><span>{w("importing.tally.duplicates", { count: counts().duplicates })}</span></span>
        <span class="row" data-gap="sm" data-tone={counts().errors ? "danger" : undefined}><Icon of={OctagonAlert} /><b>{formatNumber(counts().errors)}</b><span>{w("importing.tally.errors", { count: counts().errors })}</span></span>
      </div>
      <Show when={props.preview.sampled}><div class="import__note"><Banner tone="info">{w("importing.sampled", { checked: counts().checked, total: props.preview.rows_total })}</Banner></div></Show>
      <Switch>
        <Match when={shown() === "errors"}><Errors preview={props.preview} /></Match>
        <Match when={shown() === "duplicates"}><Duplicates preview={props.preview} /></Match>
        <Match when={true}><FirstRows preview={props.preview} /></Match>
      </Switch>
    </section>
  );
}

function FirstRows(props: { preview: Preview }) {
  const w = useWords(leadWords);
  const columns = () => new Set(Object.values(props.preview.mapping));
  return (
    <Show when={props.preview.preview.length} fallback={<p class="import__none muted">{w("importing.noReady")}</p>}>
      <div class="import__table" role="region" tabIndex={0} aria-label={w("importing.shown.ready")}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col" class="num">{w("importing.row")}</th><th scope="col">{w("name")}</th><th scope="col">{w("phone")}</th><th scope="col">{w("email")}</th><th scope="col">{w("source")}</th>
              <Show when={columns().has("interest")}><th scope="col">{w("interest")}</th></Show><Show when={columns().has("budget")}><th scope="col" class="num">{w("budget")}</th></Show>
              <Show when={columns().has("company_name")}><th scope="col">{w("company")}</th></Show><Show when={columns().has("created_at")}><th scope="col">{w("created")}</th></Show>
            </tr>
          </thead>
          <tbody>
            <For each={props.preview.preview}>
              {({ row, lead }) => (
                <tr>
                  <td class="num faint">{formatNumber(row)}</td>
                  <td><Name>{[lead.first_name, lead.last_name].filter(Boolean).join(" ")}</Name></td>
                  <td><Phone number={lead.phone_e164} /></td>
                  <td><Show when={lead.email} fallback={<Nothing />}><Code>{lead.email}</Code></Show></td>
                  <td>{sourceName(w, lead.source)}</td>
                  <Show when={columns().has("interest")}><td dir="auto">{lead.interest ?? <Nothing />}</td></Show>
                  <Show when={columns().has("budget")}><td class="num"><Money amount={lead.budget_minor} currency={lead.currency ?? ""} /></td></Show>
                  <Show when={columns().has("company_name")}><td><Name>{lead.company_name}</Name></td></Show>
                  <Show when={columns().has("created_at")}><td><DateTime at={lead.created_at} /></td></Show>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Show>
  );
}

function Errors(props: { preview: Preview }) {
  const w = useWords(leadWords);
  return (
    <Show when={props.preview.errors.length} fallback={<p class="import__none muted">{w("importing.noErrors")}</p>}>
      <div class="import__table" role="region" tabIndex={0} aria-label={w("importing.shown.errors")}>
        <table class="table">
          <thead><tr><th scope="col" class="num">{w("importing.row")}</th><th scope="col">{w("importing.wrong")}</th><th scope="col">{w("importing.column")}</th><th scope="col">{w("importing.value")}</th></tr></thead>
          <tbody>
            <For each={props.preview.errors}>
              {(error) => (
                <tr data-error="">
                  <td class="num faint">{formatNumber(error.row)}</td>
                  <td class="table__wrap">{wrongText(w, error)}</td>
                  <td>{fieldText(w, error.field)}</td>
                  <td><FaultyCell value={error.value} /></td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Show when={props.preview.counts.errors > props.preview.errors.length || props.preview.errors.length >= 200}><p class="import__none faint small">{w("importing.firstOnly", { count: props.preview.errors.length })}</p></Show>
    </Show>
  );
}

/** The cell as it stands in the file, outlined; says so when there is nothing in it. */
export function FaultyCell(props: { value: string | null }) {
  const w = useWords(leadWords);
  return <span class="import__fault truncate" data-tone="danger"><Show when={props.value} fallback={<span class="faint">{w("importing.missing")}</span>}>{(text) => <bdi dir="auto" title={text()}>{text()}</bdi>}</Show></span>;
}

function Duplicates(props: { preview: Preview }) {
  const w = useWords(leadWords);
  return (
    <Show when={props.preview.duplicates.length} fallback={<p class="import__none muted">{w("importing.noDuplicates")}</p>}>
      <div class="import__table" role="region" tabIndex={0} aria-label={w("importing.shown.duplicates")}>
        <table class="table">
          <thead><tr><th scope="col" class="num">{w("importing.row")}</th><th scope="col">{w("importing.shown.duplicates")}</th><th scope="col">{w("importing.result")}</th></tr></thead>
          <tbody>
            <For each={props.preview.duplicates}>
              {(twin) => (
                <tr>
                  <td class="num faint">{formatNumber(twin.row)}</td>
                  <td>
                    <span class="row" data-gap="sm">
                      <Show when={twin.match_type !== "row" && twin.match_id} fallback={<span>{w("importing.dup.row", { row: twin.match_row ?? 0, name: twin.label })}</span>}>
                        <Link href={`/${twin.match_type}s/${twin.match_id}`}>{w(twin.match_type === "lead" ? "importing.dup.lead" : "importing.dup.contact", { name: twin.label })}</Link>
                      </Show>
                      <span class="faint small">{w("importing.dupSame", { reason: w(`reasons.${twin.reason}`) })}</span>
                    </span>
                  </td>
                  <td><Show when={twin.match_type === "contact"} fallback={<StatusBadge quiet tone="neutral" icon={Copy}>{w("importing.dupKeptOut")}</StatusBadge>}><StatusBadge quiet tone="success" icon={CircleCheck}>{w("importing.dupImported")}</StatusBadge></Show></td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Show>
  );
}
