import { createSignal, type Accessor } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { toast } from "#web/src/ui/toast.tsx";
import { approveRequest, rejectRequest } from "#worker/modules/approvals/contract.ts";
import { decisionErrorText, type RequestRow } from "./request-data.ts";
import { approvalWords } from "./text/index.ts";

export type Choice = "approve" | "reject";

/** Reads again what a decision may have changed: the request, and the record it was about. */
export const refreshDecided = () => invalidate("/v1/approvals/requests", "/v1/deals", "/v1/units", "/v1/timeline");

/** The decision of the open step of a request, wherever it is made: its comment, what is wrong, and sending it. */
export function createDecision(request: Accessor<Pick<RequestRow, "id" | "current_step" | "requester">>, onRefused: (text: string) => void = toast.error) {
  const w = useWords(approvalWords);
  const [comment, setComment] = createSignal("");
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal<Choice>();
  // The same decision sent again, because no answer came, is the same one.
  let sent: { what: string; key: string } | undefined;
  const keyOf = (what: string) => (sent = sent?.what === what ? sent : { what, key: crypto.randomUUID() }).key;

  const done = ({ state, current_step }: RequestRow, seen: number) => {
    if (state === "failed") return toast.error(w("request.notPossible"));
    if (state === "rejected") return toast.success(w("request.rejected"));
    return toast.success(w(state === "approved" ? "request.approved" : current_step > seen ? "request.approvedNext" : "request.approvedMore"));
  };
  /** Whether it was taken. Refuses to reject without a comment. */
  const decide = async (how: Choice): Promise<boolean> => {
    const said = comment().trim(), { id, current_step: step_seq, requester } = request();
    if (busy()) return false;
    if (how === "reject" && !said) {
      setError(w("request.commentMissing", { name: requester.full_name }));
      return false;
    }
    setBusy(how);
    try {
      const key = keyOf([how, id, step_seq, said].join("\n"));
      done(await call(how === "approve" ? approveRequest : rejectRequest, { params: { request_id: id }, body: { step_seq, ...(said ? { comment: said } : {}) }, key }), step_seq);
      return true;
    } catch (failure) {
      onRefused(decisionErrorText(failure));
      return false;
    } finally {
      await refreshDecided();
      setBusy(undefined);
    }
  };
  return { comment, write: (text: string) => { setComment(text); setError(undefined); }, error, busy, decide };
}
