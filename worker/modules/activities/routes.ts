import { handle } from "#worker/kernel/http.ts";
import * as activities from "./activities.ts";
import * as contract from "./contract.ts";
import { taskRoutes } from "./tasks/routes.ts";
import { timeline } from "./timeline.ts";
import * as watchers from "./watchers.ts";

export const activityRoutes = [
  handle(contract.listActivities, (ctx, { query }) => activities.list(ctx, query)),
  handle(contract.createActivity, (ctx, { body }) => activities.create(ctx, body)),
  handle(contract.getActivity, (ctx, { params }) => activities.get(ctx, params.activity_id)),
  handle(contract.patchActivity, (ctx, { params, body }) => activities.patch(ctx, params.activity_id, body)),
  handle(contract.deleteActivity, (ctx, { params }) => activities.remove(ctx, params.activity_id)),
  handle(contract.getTimeline, (ctx, { query }) => timeline(ctx, query)),
  handle(contract.listWatchers, (ctx, { query }) => watchers.list(ctx, query)),
  handle(contract.addWatcher, (ctx, { body }) => watchers.add(ctx, body)),
  handle(contract.removeWatcher, (ctx, { query }) => watchers.remove(ctx, query)),
  ...taskRoutes,
];
