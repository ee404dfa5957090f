/** What travels in the queues: ids, never data. */

/** Events that were committed and await their subscribers. */
export interface OutboxMessage { readonly tenant_id: string; readonly event_ids: readonly string[] }

/** A provider's call that was stored raw and awaits its handling. */
export interface WebhookMessage { readonly tenant_id: string; readonly webhook_id: string }

/** A step of long work. Handling it may send the next step. */
export interface JobMessage { readonly tenant_id: string; readonly job: string; readonly id: string }
