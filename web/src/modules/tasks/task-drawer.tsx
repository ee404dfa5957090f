import Check from "lucide-solid/icons/check";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Trash from "lucide-solid/icons/trash";
import { For, Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { PriorityMark } from "#web/src/ui/badge.tsx";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { confirm, Drawer } from "#web/src/ui/dialog.tsx";
import { type DetailField, EditableDetails } from "#web/src/ui/editable-details.tsx";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { DateTime, Name, Nothing } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { deleteTask, getTask, patchTask, remindOfTask } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { Due, TaskStatusBadge } from "./status.tsx";
import { beforeWords, fromLocal, isOpen, mayChange, mayComplete, recordHref, refOf, relatedOf, setDone, STATUSES, TASK_PATHS, taskErrorText, type TaskView, toLocal } from "./task-data.ts";
import { DescriptionField, DueField, OwnerField, PriorityField, RelatedField, RemindField, remindersOf, taskProblems, type TaskValues, TitleField } from "./task-fields.tsx";
import { taskWords } from "./text/index.ts";

/** One task beside the list: what, until when, who, and the reminders; edited in place. */
export function TaskDrawer(props: { id: string | undefined; onClose: () => void }) {
  const w = useWords(taskWords);
  const query = useCall(getTask, () => (props.id ? { params: { task_id: props.id } } : undefined));
  const task = () => { const found = settled(query); return found?.id === props.id ? found : undefined; };
  const remove = async () => {
    if (!(await confirm({ title: w("remove.title"), text: w("remove.text"), confirmLabel: t("action.delete"), danger: true }))) return;
    try {
      await call(deleteTask, { params: { task_id: props.id! } });
      props.onClose();
      toast.success(w("remove.done"));
      await invalidate(...TASK_PATHS);
    } catch (error) {
      toast.error(taskErrorText(error));
    }
  };
  return (
    <Drawer
      open={props.id !== undefined} onClose={props.onClose} title={task()?.title ?? w("title")}
      actions={<Show when={task() && can("task.delete")}><IconButton icon={Trash} size="sm" label={w("remove.action")} onClick={() => void remove()} /></Show>}
      foot={<Show when={task()}>{(found) => <Finish task={found()} />}</Show>}
    >
      <div class="task-drawer"><Suspense fallback={<SkeletonLines lines={6} />}>
        <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
          <Show when={task()} fallback={<SkeletonLines lines={6} />}>{(found) => <Details task={found()} />}</Show>
        </Show>
      </Suspense></div>
    </Drawer>
  );
}

function Finish(props: { task: TaskView }) {
  const w = useWords(taskWords);
  return (
    <Show when={isOpen(props.task)} fallback={<Show when={mayChange(props.task)}><Button icon={RotateCcw} onClick={() => void setDone(w, props.task, false)}>{w("reopen")}</Button></Show>}>
      <Show when={mayComplete(props.task)}><Button variant="primary" icon={Check} onClick={() => void setDone(w, props.task, true)}>{w("complete")}</Button></Show>
    </Show>
  );
}

const valuesOf = (task: TaskView): TaskValues => {
  const relative = task.reminders.filter(({ status, minutes_before }) => status === "pending" && minutes_before !== null);
  return {
    title: task.title, description: task.description ?? "", status: task.status, priority: task.priority, due: toLocal(task.due_at), owner_user_id: task.owner_user_id, related: refOf(task),
    remind: { minutes: [...new Set(relative.map(({ minutes_before }) => String(minutes_before)))], also: (["sms", "whatsapp"] as const).filter((channel) => relative.some((one) => one.channel === channel)) },
  };
};

function Details(props: { task: TaskView }) {
  const w = useWords(taskWords), people = usePeople();
  const known = () => { const value = refOf(props.task); return value && { value, label: props.task.related_name ?? "…" }; };
  const fields: readonly DetailField<TaskValues>[] = [
    { key: "title", get label() { return w("name"); }, show: (values) => <Name>{values.title}</Name>, input: (form) => <TitleField form={form} /> },
    { key: "status", get label() { return w("status"); }, show: (values) => <TaskStatusBadge status={values.status} />, input: (form) => <Select label={w("status")} options={STATUSES.map((value) => ({ value, label: w(`statuses.${value}`) }))} {...form.field("status")} /> },
    { key: "due", get label() { return w("due"); }, show: (values) => <Due task={{ status: values.status, due_at: fromLocal(values.due), completed_at: null }} plain />, input: (form) => <DueField form={form} /> },
    { key: "remind", get label() { return w("remind"); }, show: (values) => <Show when={values.remind.minutes.length} fallback={<span class="faint">{w("noReminders")}</span>}>{values.remind.minutes.map((one) => beforeWords(w, Number(one))).join(", ")}</Show>, input: (form) => <RemindField form={form} /> },
    { key: "priority", get label() { return w("priority"); }, show: (values) => <PriorityMark priority={values.priority} label={w(`priorities.${values.priority}`)} />, input: (form) => <PriorityField form={form} /> },
    { key: "owner_user_id", get label() { return w("owner"); }, show: (values) => <Person name={people.name(values.owner_user_id)} />, input: (form) => <OwnerField form={form} /> },
    {
      key: "related", get label() { return w("related"); }, input: (form) => <RelatedField form={form} known={known()} />,
      show: () => <Show when={props.task.related_name} fallback={<Nothing />}>{(name) => <Link href={recordHref(props.task)!}><Name>{name()}</Name></Link>}</Show>,
    },
    { key: "description", get label() { return w("description"); }, show: (values) => <Show when={values.description} fallback={<Nothing />}><span class="details__text" dir="auto">{values.description}</span></Show>, input: (form) => <DescriptionField form={form} /> },
  ];
  /** Reminders follow the task: their times are measured from the due time that was saved. */
  const save = async (change: Partial<TaskValues>, version: number) => {
    const { due, related, remind, description, ...rest } = change;
    const params = { task_id: props.task.id };
    const body = { ...rest, ...(description === undefined ? {} : { description: description.trim() || null }), ...(due === undefined ? {} : { due_at: fromLocal(due) }), ...("related" in change ? relatedOf(related) : {}) };
    const saved = Object.keys(body).length ? await call(patchTask, { params, body, version }) : { version };
    if (remind) {
      const kept = [...new Set(props.task.reminders.filter(({ status, minutes_before }) => status === "pending" && minutes_before === null).map(({ remind_at }) => remind_at))].map((remind_at) => ({ remind_at }));
      await call(remindOfTask, { params, body: { reminders: [...remindersOf({ remind } as TaskValues), ...kept], replace: true }, version: saved.version });
    }
    await invalidate(...TASK_PATHS);
  };
  const past = () => [...new Set(props.task.reminders.filter(({ status, minutes_before }) => status === "sent" || (status === "pending" && minutes_before === null)).map(({ status, remind_at }) => w(`reminder.${status}`, { date: formatDate(remind_at, "datetime") })))];
  return (
    <EditableDetails<TaskView, TaskValues>
      record={props.task} values={valuesOf} fields={fields} save={save} reload={() => call(getTask, { params: { task_id: props.task.id } })} explain={taskErrorText}
      canEdit={mayChange(props.task)} editLabel={w("edit")} savedText={w("saved")} check={(values) => taskProblems(w, values)}
      facts={[
        ...(past().length ? [{ label: w("remind"), value: <ul class="stack" data-gap="sm"><For each={past()}>{(line) => <li class="muted">{line}</li>}</For></ul> }] : []),
        { label: w("createdBy"), value: <Person name={people.name(props.task.created_by)} /> }, { label: w("created"), value: <DateTime at={props.task.created_at} as="datetime" /> },
        ...(props.task.completed_at ? [{ label: w("completed"), value: <DateTime at={props.task.completed_at} as="datetime" /> }] : []),
      ]}
    />
  );
}
