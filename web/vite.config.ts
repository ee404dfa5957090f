import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

const api = process.env.API_URL ?? "http://localhost:8787";
const proxy = Object.fromEntries(["/v1", "/modules", "/dev", "/docs"].map((path) => [path, { target: api, changeOrigin: true, ws: true }]));

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [solid()],
  // Every page's packages are bundled before the first one is served: found later, they would reload the page under somebody's hands.
  optimizeDeps: { entries: ["index.html", "src/**/*.{ts,tsx}"] },
  server: { port: Number(process.env.WEB_PORT ?? 5173), strictPort: true, proxy },
  preview: { port: Number(process.env.WEB_PORT ?? 5173), strictPort: true, proxy },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // light-dark() and relative colours must reach the browser as written: older targets would expand them.
    target: ["chrome125", "edge125", "firefox128", "safari18"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
