import { Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { session } from "#web/src/kernel/session.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Gate } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import type { Option } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createTask } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { fromLocal, type RecordRef, relatedOf, TASK_PATHS, taskErrorText } from "./task-data.ts";
import { DescriptionField, DueField, OwnerField, PriorityField, RelatedField, RemindField, remindersOf, taskProblems, type TaskValues, TitleField } from "./task-fields.tsx";
import { taskWords } from "./text/index.ts";

interface NewTaskProps {
  open: boolean;
  onClose: () => void;
  /** The record that it is about unless the person says otherwise. */
  about?: Option<RecordRef> | undefined;
}

/** The form for a new task: a title is enough. */
export function NewTaskDialog(props: NewTaskProps) {
  const w = useWords(taskWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("newTask")}>
      <Suspense fallback={<SkeletonLines />}>
        <Gate permission="task.create" title={w("newTask")}><Show when={props.open}><NewTaskForm {...props} /></Show></Gate>
      </Suspense>
    </Dialog>
  );
}

function NewTaskForm(props: NewTaskProps) {
  const w = useWords(taskWords);
  const form = createForm<TaskValues>({
    values: { title: "", description: "", status: "open", priority: "medium", due: "", owner_user_id: session()?.user.id, related: props.about?.value, remind: { minutes: ["60"], also: [] } },
    check: (values) => taskProblems(w, values),
    explain: taskErrorText,
    submit: async (values) => {
      const due_at = fromLocal(values.due);
      // A reminder whose time has passed already is left out: an hour before a task for the next half hour.
      const reminders = due_at ? remindersOf(values).filter(({ minutes_before }) => Date.parse(due_at) - minutes_before * 60_000 > Date.now()) : [];
      const task = await call(createTask, {
        body: { title: values.title, description: values.description.trim() || null, priority: values.priority, due_at, owner_user_id: values.owner_user_id!, ...relatedOf(values.related), reminders },
      });
      await invalidate(...TASK_PATHS);
      toast.success(w("made"));
      props.onClose();
      return task;
    },
  });
  return (
    <FormView form={form} submitLabel={w("addTask")} onCancel={props.onClose}>
      <TitleField form={form} autofocus />
      <DueField form={form} />
      <RemindField form={form} />
      <PriorityField form={form} />
      <OwnerField form={form} />
      <RelatedField form={form} known={props.about} />
      <DescriptionField form={form} />
    </FormView>
  );
}
