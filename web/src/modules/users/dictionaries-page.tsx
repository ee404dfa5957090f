import { useSearchParams } from "@solidjs/router";
import BookOpen from "lucide-solid/icons/book-open";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleSlash from "lucide-solid/icons/circle-slash";
import Plus from "lucide-solid/icons/plus";
import MoreHorizontal from "lucide-solid/icons/ellipsis";
import { createSignal, For, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can, has } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { accessNames } from "#web/src/modules/roles/names/index.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Tabs } from "#web/src/ui/tabs.tsx";
import { Code } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { departments, jobTitles } from "#worker/modules/users/contract.ts";
import { codeName, type DictionaryRow } from "./dictionary-data.ts";
import { CodeDialog, type CodeForm } from "./dictionary-dialog.tsx";
import { userWords } from "./text/index.ts";
import "./users.css";

const LISTS = { job: jobTitles, department: departments } as const;
export type ListId = keyof typeof LISTS;
export const DICTIONARY_PATHS = [jobTitles.list.path, departments.list.path] as const;

/** The job titles and departments that may be chosen on somebody's profile. */
export default function DictionariesPage() {
  const w = useWords(userWords);
  useWords(accessNames)("scopes.all");
  const [params, setParams] = useSearchParams<{ tab?: string }>();
  const tab = (): ListId => (params.tab === "department" ? "department" : "job");
  const [form, setForm] = createSignal<CodeForm>();
  usePage(() => ({ title: w("dictionaries.title"), crumbs: [{ label: w("title"), href: "/users" }] }));
  useLive("dictionary.*", () => void invalidate(...DICTIONARY_PATHS));
  const mayChange = () => can("code.manage") && has("admin.customDictionaries");
  return (
    <>
      <div class="page-head" data-phone="">
        <h1 class="page-title">{w("dictionaries.title")}</h1>
        <span class="push row"><Show when={mayChange()}><Button variant="primary" icon={Plus} onClick={() => setForm({ list: tab() })}>{w("dictionaries.add")}</Button></Show></span>
      </div>
      <div class="views"><Tabs label={w("dictionaries.title")} value={tab()} onChange={(id) => setParams({ tab: id === "job" ? undefined : id }, { replace: true, scroll: false })} tabs={[{ id: "job", label: w("dictionaries.jobTitles") }, { id: "department", label: w("dictionaries.departments") }]} /></div>
      <div class="scroll codes">
        <Show when={can("code.manage")}><Gate feature="admin.customDictionaries" title={w("dictionaries.gateTitle")}>{null}</Gate></Show>
        <Show when={tab()} keyed>{(list) => <Codes list={list} mayChange={mayChange()} onForm={setForm} />}</Show>
      </div>
      <CodeDialog form={form()} onClose={() => setForm(undefined)} />
    </>
  );
}

function Codes(props: { list: ListId; mayChange: boolean; onForm: (form: CodeForm) => void }) {
  const w = useWords(userWords);
  const routes = LISTS[props.list];
  const query = useCall(routes.list);
  const attempt = async (work: () => Promise<unknown>, said: string) => {
    try {
      await work();
      toast.success(said);
    } catch (error) {
      toast.error(accessErrorText(error));
    }
    await invalidate(...DICTIONARY_PATHS);
  };
  const turn = (row: DictionaryRow) => void attempt(() => call(routes.patch, { params: { code_id: row.id }, body: { is_active: !row.is_active }, version: row.version }), w("dictionaries.saved"));
  const remove = async (row: DictionaryRow) => {
    const name = codeName(row);
    if (await confirm({ title: w("dictionaries.removeTitle", { name }), text: w("dictionaries.removeText"), confirmLabel: w("dictionaries.remove"), danger: true })) await attempt(() => call(routes.remove, { params: { code_id: row.id } }), w("dictionaries.removed", { name }));
  };
  return (
    <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
      <Show when={settled(query)} fallback={<SkeletonLines lines={6} />}>
        {(found) => (
          <Show when={found().items.length} fallback={<EmptyState icon={BookOpen} title={w("dictionaries.none")}>{w("dictionaries.noneHelp")}</EmptyState>}><ul class="rows" aria-label={w(props.list === "job" ? "dictionaries.jobTitles" : "dictionaries.departments")}>
            <For each={found().items}>
              {(row) => (
                <li>
                  <div><div class="strong"><span lang="en" dir="ltr">{row.name_en}</span> · <span lang="ar" dir="rtl">{row.name_ar}</span></div><span class="small faint"><Code>{row.code}</Code></span></div>
                  <Show when={row.is_active} fallback={<StatusBadge icon={CircleSlash}>{w("dictionaries.retired")}</StatusBadge>}><StatusBadge tone="success" icon={CircleCheck}>{w("dictionaries.inUse")}</StatusBadge></Show>
                  <Show when={props.mayChange}>
                    <Menu
                      label={`${w("actions.more")}: ${codeName(row)}`} icon={MoreHorizontal} iconOnly placement="bottom-end" passFocus
                      entries={[
                        { label: t("action.edit"), onSelect: () => props.onForm({ list: props.list, row }) },
                        { label: w(row.is_active ? "dictionaries.retire" : "dictionaries.restore"), onSelect: () => turn(row) },
                        { label: w("dictionaries.remove"), danger: true, onSelect: () => void remove(row) },
                      ]}
                    />
                  </Show>
                </li>
              )}
            </For>
          </ul></Show>
        )}
      </Show>
    </Show>
  );
}
