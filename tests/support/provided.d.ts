import "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The local Neon endpoint: NEON_LOCAL of the Worker, and POST /control, GET /stats. */
    neonUrl: string;
    /** A double of Brevo: BREVO_BASE_URL of the Worker, and GET /sent?to=. */
    brevoUrl: string;
    /** A double of Infobip, likewise: INFOBIP_BASE_URL. */
    infobipUrl: string;
    /** An OpenID provider: the issuer of every provider that OAUTH_PROVIDERS names. */
    oidcUrl: string;
    /** DATABASE_URL of the Worker: the login that owns nothing. */
    databaseUrl: string;
    /** The owner: sees every tenant. */
    ownerUrl: string;
  }
}
