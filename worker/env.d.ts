declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import("./index.ts");
  }
  interface Env {
    APP_ENV: "development" | "test" | "staging" | "production";
    /** Origin of the web app, for links in messages. */
    APP_URL: string;
    /** Origins that may call from a browser, separated by commas. */
    CORS_ORIGINS: string;
    DATABASE_URL: string;
    /** Only on a developer's machine: where the local Neon endpoint listens. */
    NEON_LOCAL?: string;
    /** Multiplies every rate limit: 1 in production. */
    RATE_LIMIT_SCALE: string;
    JWT_SECRET: string;
    /** `id:key,id:key`, keys of 32 bytes in base64url. The first seals what is kept secret; all of them open it. */
    ENCRYPTION_KEYS: string;
    /** Whose accounts may be used to sign in: `{"google":{"client_id":"…","client_secret":"…"}}`, also apple and linkedin. */
    OAUTH_PROVIDERS?: string;
    EMAIL_ADAPTER: string;
    SMS_ADAPTER: string;
    WHATSAPP_ADAPTER: string;
    EMAIL_FROM: string;
    BREVO_BASE_URL: string;
    BREVO_API_KEY?: string;
    BREVO_WEBHOOK_TOKEN?: string;
    INFOBIP_BASE_URL: string;
    INFOBIP_API_KEY?: string;
    INFOBIP_SMS_SENDER?: string;
    INFOBIP_WHATSAPP_SENDER?: string;
    /** Where reports are to be sent, if the account has no subscription that says so. */
    INFOBIP_NOTIFY_URL?: string;
    INFOBIP_WEBHOOK_TOKEN?: string;
    /** The key that Infobip signs bodies with, and the header that carries the signature. */
    INFOBIP_WEBHOOK_HMAC_KEY?: string;
    INFOBIP_WEBHOOK_HMAC_HEADER: string;
    /** Of the endpoint at Stripe: `whsec_…`. Without it every call is refused. */
    STRIPE_WEBHOOK_SECRET?: string;
    TENANT_GATE: DurableObjectNamespace<import("../durable-objects/tenant-gate.ts").TenantGate>;
    USAGE_METER: DurableObjectNamespace<import("../durable-objects/usage-meter.ts").UsageMeter>;
    INBOX_HUB: DurableObjectNamespace<import("../durable-objects/inbox-hub.ts").InboxHub>;
    OUTBOX_QUEUE: Queue<import("../queues/messages.ts").OutboxMessage>;
    WEBHOOKS_QUEUE: Queue<import("../queues/messages.ts").WebhookMessage>;
    JOBS_QUEUE: Queue<import("../queues/messages.ts").JobMessage>;
    MEDIA: R2Bucket;
    ASSETS: Fetcher;
  }
}
