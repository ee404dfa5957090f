import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { prepareAssets } from "./local/assets.ts";

prepareAssets();

const services = ["./tests/support/services.ts"];

const worker = defineConfig({
  // Of a package whose source maps name files that it does not carry, nothing is said for each.
  logLevel: "error",
  plugins: [
    cloudflareTest(({ inject }) => ({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          APP_ENV: "test",
          NEON_LOCAL: inject("neonUrl"),
          DATABASE_URL: inject("databaseUrl"),
          JWT_SECRET: "a secret for tests only, at least 32 bytes",
          ENCRYPTION_KEYS: "k2:bmV3ZXIta2V5LWZvci10ZXN0cy1vbmx5LTMyLWJ5dGU,k1:b2xkZXIta2V5LWZvci10ZXN0cy1vbmx5LTMyLWJ5dGU",
          OAUTH_PROVIDERS: JSON.stringify({ google: { client_id: "m3core-google", client_secret: "google-secret", issuer: inject("oidcUrl") }, linkedin: { client_id: "m3core-linkedin", client_secret: "linkedin-secret", issuer: inject("oidcUrl") } }),
          BREVO_BASE_URL: inject("brevoUrl"),
          BREVO_API_KEY: "test-api-key",
          BREVO_WEBHOOK_TOKEN: "test-webhook-token",
          SMS_ADAPTER: "mailbox",
          WHATSAPP_ADAPTER: "mailbox",
          INFOBIP_BASE_URL: inject("infobipUrl"),
          INFOBIP_API_KEY: "test-api-key",
          INFOBIP_WHATSAPP_SENDER: "447860099299",
          INFOBIP_WEBHOOK_TOKEN: "test-infobip-token",
          STRIPE_WEBHOOK_SECRET: "whsec_test",
        },
      },
    })),
  ],
  test: {
    name: "worker",
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/web/**", "tests/node/**"],
    globalSetup: services,
    // One file at a time: the round trips that are counted and delayed belong to the one shared endpoint.
    fileParallelism: false,
    // And in one workerd: each leaves things as it found them.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    // The Worker's log lines are shown only for tests that fail.
    silent: "passed-only",
    projects: [
      worker,
      { test: { name: "node", include: ["tests/node/**/*.test.ts"], globalSetup: services, testTimeout: 30_000, hookTimeout: 60_000 } },
      {
        test: {
          name: "web",
          include: ["tests/web/**/*.test.ts"],
          maxWorkers: 2,
          globalSetup: ["./tests/web/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // As long as a page's own waiting: what is asserted again and again until it holds fails for being wrong, not for being slow.
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
