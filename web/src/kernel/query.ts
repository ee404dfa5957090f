import { keepPreviousData, MutationCache, onlineManager, QueryClient, useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, createRoot, createSignal, on, type Accessor } from "solid-js";
import { toast } from "#web/src/ui/toast.tsx";
import { ApiError, callWith, type CallInput, type CallOutput, type RouteShape } from "./api.ts";
import { errorText } from "./errors.ts";
import { settled } from "./settled.ts";

const worthRetrying = (error: unknown) => !(error instanceof ApiError) || error.status === 0 || error.status >= 500;

/** Reads paint from cache and refresh behind; failed writes say so in a toast unless the mutation has `meta: { silent: true }`. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 20_000, gcTime: 30 * 60_000, retry: (count, error) => count < 2 && worthRetrying(error), throwOnError: false },
    mutations: { retry: false },
  },
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => {
      if (!mutation.meta?.silent) toast.error(errorText(error));
    },
  }),
});

export const [online, setOnline] = createRoot(() => createSignal(onlineManager.isOnline()));
onlineManager.subscribe(setOnline);

/** The cache key of a call: the path first, so that `invalidate("/v1/leads")` reaches every query of it. */
export const queryKey = (route: RouteShape, input?: unknown) => [route.path, input ?? null] as const;

/** Reads again whatever was read from these paths (prefix match, so "/v1/leads" covers "/v1/leads/:id"). */
export const invalidate = (...paths: string[]) =>
  queryClient.invalidateQueries({ predicate: ({ queryKey: [path] }) => typeof path === "string" && paths.some((prefix) => path.startsWith(prefix)) });

interface ReadOptions {
  readonly refetchInterval?: number;
  /** What is read anew is merged into what is on screen by its ids: rows stay where they are, and with them focus and scroll. */
  readonly reconcile?: "id";
}

/** A query over a contract route: `const lead = useCall(getLead, () => ({ params: { id } }))`. Undefined input waits. */
export function useCall<Rt extends RouteShape>(route: Rt, input?: Accessor<CallInput<Rt> | undefined>, options: ReadOptions = {}) {
  return useQuery(() => {
    const given = input?.();
    return {
      queryKey: queryKey(route, given),
      queryFn: ({ signal }: { signal: AbortSignal }) => callWith(route, { ...given, signal } as unknown as CallInput<Rt>),
      enabled: !input || given !== undefined,
      placeholderData: keepPreviousData as never,
      ...options,
    };
  });
}

interface PageOf<T> {
  items: readonly T[];
  next_cursor: string | null;
  total?: number | null;
}

/** A list by cursor: rows of the current page and ways to the next and the previous one. Changing the query returns to the first page; an undefined one waits. */
export function usePages<Rt extends RouteShape>(route: Rt, query: Accessor<Record<string, unknown> | undefined>, limit = 50, options: ReadOptions = {}) {
  type Item = CallOutput<Rt> extends { items: readonly (infer T)[] } ? T : never;
  const [cursors, setCursors] = createSignal<readonly string[]>([]);
  const asked = createMemo(() => JSON.stringify(query()));
  createEffect(on(asked, () => setCursors([]), { defer: true }));
  const result = useCall(route, () => query() && ({ query: { total: true, ...query(), limit, cursor: cursors().at(-1) } } as unknown as CallInput<Rt>), options);
  const page = () => settled(result) as PageOf<Item> | undefined;
  const rows = () => (page()?.items ?? []) as readonly Item[];
  const start = () => cursors().length * limit;
  return {
    query: result,
    rows,
    total: () => page()?.total ?? undefined,
    loading: () => result.isPending,
    error: () => (result.isLoadingError ? result.error : undefined),
    retry: () => void result.refetch(),
    pager: {
      from: () => (rows().length ? start() + 1 : 0),
      to: () => start() + rows().length,
      total: () => page()?.total ?? undefined,
      updatedAt: () => result.dataUpdatedAt,
      hasPrevious: () => cursors().length > 0,
      hasNext: () => Boolean(page()?.next_cursor),
      previous: () => setCursors((list) => list.slice(0, -1)),
      next: () => {
        const next = page()?.next_cursor;
        if (next) setCursors((list) => [...list, next]);
      },
    },
  };
}
