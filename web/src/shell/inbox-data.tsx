import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, lazy, onCleanup, Show, Suspense, type Accessor } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { onResync, subscribe } from "#web/src/kernel/live.ts";
import { invalidate, queryClient } from "#web/src/kernel/query.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { setCount } from "./counts.ts";
import type { InboxSource, Notice } from "./inbox.tsx";

const NoticeDecision = lazy(() => import("#web/src/modules/approvals/notice-decision.tsx"));

interface NoticePage {
  items: readonly Notice[];
  next_cursor: string | null;
  unread_count: number;
  unread: Readonly<Record<string, number>>;
}

const LIST = { method: "get", path: "/v1/me/notifications" } as const;
const READ_BULK = { method: "patch", path: "/v1/me/notifications/read-bulk" } as const;
const ARCHIVE_BULK = { method: "patch", path: "/v1/me/notifications/archive-bulk" } as const;

/** What to show: empty is everything that is not archived. */
export type InboxQuery = Readonly<Record<string, string | undefined>>;
type Which = { ids: readonly string[] } | { all: true } | { filter: InboxQuery };

const fetchPage = (query: Record<string, unknown>) => call(LIST, { query } as never) as Promise<NoticePage>;

/** The step of an approval request that a notice asks this person to decide. */
const askedIn = ({ meta }: Notice) => (can("approvals.decide") && typeof meta?.request_id === "string" && typeof meta.step_seq === "number" ? { request_id: meta.request_id, step_seq: meta.step_seq } : undefined);
/** So many requests are read at once; older notices only lead to theirs. */
const ASKED_AT_ONCE = 50;

/** The inbox of the signed-in person, read only while it is open. */
export function useInbox(query: Accessor<InboxQuery>, open: Accessor<boolean>) {
  const list = useInfiniteQuery(() => ({
    queryKey: [LIST.path, query()],
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => fetchPage({ limit: 30, cursor: pageParam, ...query() }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: NoticePage) => last.next_cursor ?? undefined,
    enabled: open() && Boolean(session()),
    placeholderData: keepPreviousData,
  }));
  const mark = async (body: Which, is_read = true) => {
    // The dot goes at once; the server confirms behind.
    const now = new Date().toISOString();
    queryClient.setQueriesData<{ pages: NoticePage[]; pageParams: unknown[] }>({ queryKey: [LIST.path] }, (data) =>
      data?.pages && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map((item) => ("all" in body || ("ids" in body && body.ids.includes(item.id)) ? { ...item, read_at: is_read ? (item.read_at ?? now) : null } : item)) })) },
    );
    await call(READ_BULK, { body: { ...body, is_read } } as never).finally(() => invalidate(LIST.path));
  };
  const items = createMemo(() => settled(list)?.pages.flatMap((page) => page.items) ?? []);
  const asked = createMemo(() => [...new Set(items().flatMap((notice) => askedIn(notice)?.request_id ?? []))].slice(0, ASKED_AT_ONCE), [], { equals: (a, b) => a.join() === b.join() });
  const source: InboxSource = {
    items,
    unread: () => settled(list)?.pages[0]?.unread ?? {},
    actions: (notice) => (
      <Show when={askedIn(notice())}>
        {(step) => <Show when={asked().includes(step().request_id)}><Suspense><NoticeDecision {...step()} among={asked()} onDecided={() => notice().read_at || void mark({ ids: [notice().id] })} /></Suspense></Show>}
      </Show>
    ),
    loading: () => list.isPending,
    error: () => (list.isLoadingError ? list.error : undefined),
    retry: () => void list.refetch(),
    hasOlder: () => list.hasNextPage,
    older: () => void list.fetchNextPage(),
    markRead: (ids) => void mark({ ids }),
  };
  return {
    ...source,
    /** Everything that is shown, also what is not read yet from the server. */
    markAll: () => mark(Object.values(query()).some((value) => value !== undefined) ? { filter: query() } : { all: true }),
    mark: (ids: readonly string[], is_read: boolean) => mark({ ids }, is_read),
    archive: (ids: readonly string[], archived: boolean) => call(ARCHIVE_BULK, { body: { ids, archived } } as never).finally(() => invalidate(LIST.path)),
  };
}

/** Keeps the number on the bell true: once at the start, then with every notification that arrives. */
export function useUnreadCount() {
  const unread = useQuery(() => ({
    queryKey: [LIST.path, "unread"],
    queryFn: async () => (await fetchPage({ limit: 1, is_read: false })).unread_count,
    enabled: Boolean(session()),
    refetchInterval: 120_000,
  }));
  createEffect(() => setCount("inbox", settled(unread) ?? 0));
  onCleanup(subscribe("notification.*", () => void invalidate(LIST.path)));
  onCleanup(onResync(() => void invalidate(LIST.path)));
}
