import type { PageRoute } from "#web/src/routes.tsx";

// The palette is the page of search: it is handed a finder, whose code arrives with the first search.
void import("#web/src/shell/palette.tsx").then(({ setPaletteFinder }) => setPaletteFinder(async (text, signal) => (await import("./find-records.tsx")).findRecords(text, signal)));

export const routes: readonly PageRoute[] = [];
