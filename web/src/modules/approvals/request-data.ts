import type * as z from "zod";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { wordsOf } from "#web/src/kernel/i18n.ts";
import type { ApprovalDetail, ApprovalRequest } from "#worker/modules/approvals/contract.ts";
import { approvalWords } from "./text/index.ts";

export type RequestRow = z.output<typeof ApprovalRequest>;
export type RequestView = z.output<typeof ApprovalDetail>;
export type StepView = RequestView["steps"][number];

/** Where the record of a request is in the app. */
export const recordPath = ({ object_type, object_id }: Pick<RequestRow, "object_type" | "object_id">) => `/${object_type}s/${object_id}`;

/** "deal.discount" in words. */
export const actionName = (code: string) => wordsOf(approvalWords).maybe(`actions.${code.replace(".", "_")}`) ?? code;

/** Why an approved request could not be carried out, in the words of `w` as soon as they are here. */
export function failureText(w: { maybe(key: string): string | undefined }, { code, message, details }: NonNullable<RequestRow["failure"]>): string {
  return w.maybe(`request.failure_${code}_${String(details?.cause)}`) ?? w.maybe(`request.failure_${code}`) ?? message;
}

/** What the API refused about a decision, in words. */
export function decisionErrorText(error: unknown): string {
  const w = wordsOf(approvalWords);
  if (!(error instanceof ApiError)) return errorText(error);
  if (error.status === 409 || error.status === 412) return w("request.moved");
  return error.code === "FORBIDDEN" ? w("request.notYours") : errorText(error);
}
