import { handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import { search } from "./search.ts";

export const searchRoutes = [handle(contract.search, (ctx, { query }) => search(ctx, query))];
