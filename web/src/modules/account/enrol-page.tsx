import { useNavigate } from "@solidjs/router";
import LogOut from "lucide-solid/icons/log-out";
import { useWords } from "#web/src/kernel/i18n.ts";
import { queryClient } from "#web/src/kernel/query.ts";
import { loadMe, session, signOut } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { AuthLayout } from "#web/src/modules/auth/auth-layout.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { FactorList } from "./security/factor-list.tsx";
import { ProofDialog } from "./security/proof.tsx";
import { accountWords } from "./text/index.ts";
import "./account.css";

/** Stands before the app for who must have a second factor and has none; the app opens once there is one. */
export default function EnrolPage() {
  const w = useWords(accountWords);
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    queryClient.clear();
    navigate("/sign-in", { replace: true });
  };
  return (
    <AuthLayout wide title={w("enrol.title")} help={w("enrol.help", { company: session()?.tenant.name ?? "" })}>
      <FactorList enrolling onSettled={() => void loadMe()} />
      <Button variant="ghost" icon={LogOut} pointing onClick={() => void leave()}>{t("user.signOut")}</Button>
      <ProofDialog />
    </AuthLayout>
  );
}
