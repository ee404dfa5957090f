import { useNavigate } from "@solidjs/router";
import type * as z from "zod";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { toast } from "#web/src/ui/toast.tsx";
import type { ApprovalRequired } from "#worker/modules/approvals/contract.ts";
import { approvalWords } from "./text/index.ts";

type Waiting = z.output<typeof ApprovalRequired>;

const isWaiting = (answer: unknown): answer is Waiting => (answer as Partial<Waiting> | null)?.code === "APPROVAL_REQUIRED";

/**
 * For actions that a policy may hold back: tells whether an answer says that nothing is done yet, and if so tells the
 * person, with the way to the request: `if (sent(answer)) return props.onClose();`
 */
export function useSentForApproval() {
  const w = useWords(approvalWords);
  const navigate = useNavigate();
  w("title"); // The words are here before the answer is.
  return (answer: unknown): answer is Waiting => {
    if (!isWaiting(answer)) return false;
    const { id, title } = answer.approval_request;
    toast.info(w("sent.said", { title }), { action: { label: w("sent.see"), run: () => navigate(`/approvals/${id}`) } });
    void invalidate("/v1/approvals/requests");
    return true;
  };
}
