export function SessionsTab(_props: { user: unknown }) { return null; }
