import { handle } from "#worker/kernel/http.ts";
import * as saving from "./save-task.ts";
import * as contract from "./tasks-contract.ts";
import * as tasks from "./tasks.ts";

export const taskRoutes = [
  handle(contract.listTasks, (ctx, { query }) => tasks.list(ctx, query)),
  handle(contract.createTask, (ctx, { body }) => saving.create(ctx, body)),
  handle(contract.getTask, (ctx, { params }) => tasks.get(ctx, params.task_id)),
  handle(contract.patchTask, (ctx, { params, body }) => saving.patch(ctx, params.task_id, body)),
  handle(contract.deleteTask, (ctx, { params }) => tasks.remove(ctx, params.task_id)),
  handle(contract.completeTask, (ctx, { params }) => saving.complete(ctx, params.task_id)),
  handle(contract.remindOfTask, (ctx, { params, body }) => saving.remind(ctx, params.task_id, body)),
];
