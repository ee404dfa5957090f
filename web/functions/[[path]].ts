interface Env {
  API: Fetcher;
  ASSETS: Fetcher;
}

const API_PATHS = /^\/(v1|modules|docs)(\/|$)/;

/** Serves the API from the web origin, so that the refresh cookie is first-party; everything else is the app. */
export const onRequest: PagesFunction<Env> = async ({ request, env }) => {
  const url = new URL(request.url);
  if (API_PATHS.test(url.pathname)) return env.API.fetch(request);
  const asset = await env.ASSETS.fetch(request);
  const wantsPage = request.method === "GET" && request.headers.get("accept")?.includes("text/html");
  if (asset.status !== 404 || !wantsPage) return asset;
  return env.ASSETS.fetch(new Request(new URL("/", url), request));
};
