import { createSignal, For } from "solid-js";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button } from "#web/src/ui/button.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import type { TenantChoice } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import type { Entrance } from "./entrance.ts";
import { authWords } from "./text/index.ts";

/** One address, several companies: which one to enter. */
export function ChooseTenant(props: { entrance: Entrance; help?: string; choose: (tenant_id: string) => Promise<unknown> }) {
  const w = useWords(authWords);
  const [choosing, setChoosing] = createSignal<string>();
  const choose = async (tenant: TenantChoice) => {
    setChoosing(tenant.id);
    await props.choose(tenant.id).catch((error: unknown) => toast.error(props.entrance.explain(error) ?? errorText(error)));
    setChoosing(undefined);
  };
  return (
    <AuthLayout title={w("signIn.choose")} help={props.help}>
      <div class="stack">
        <For each={props.entrance.tenants()}>{(tenant) => <Button wide busy={choosing() === tenant.id} onClick={() => void choose(tenant)}><span dir="auto">{tenant.name}</span></Button>}</For>
        <Button variant="ghost" wide onClick={() => props.entrance.restart()}>{w("signIn.another")}</Button>
      </div>
    </AuthLayout>
  );
}
