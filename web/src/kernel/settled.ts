interface Reading<T> {
  readonly isPending: boolean;
  readonly isLoadingError: boolean;
  readonly data: T | undefined;
}

/** What a query has answered so far, or undefined: never suspends the page around it, so that only its own place waits. */
export const settled = <T>(query: Reading<T>): T | undefined => (query.isPending || query.isLoadingError ? undefined : query.data);
