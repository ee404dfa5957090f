import * as z from "zod";
import { template } from "./template.ts";

const About = z.object({ full_name: z.string(), url: z.url(), action: z.string(), action_ar: z.string(), title: z.string(), summary: z.string(), requester_name: z.string() });
const Decided = About.extend({ decider_name: z.string(), comment: z.string() });

const DECIDE = { en: "Look at the request", ar: "عرض الطلب" };
const COMMENT = { en: "{% if comment != '' %}\n\nComment: {{ comment }}{% endif %}", ar: "{% if comment != '' %}\n\nالتعليق: {{ comment | isolate }}{% endif %}" };
const WHAT = { en: "{{ action }}: {{ title }}, {{ summary }}.", ar: "{{ action_ar }}: {{ title | isolate }}، {{ summary | isolate }}." };

export const approvalTemplates = [
  template({
    family: "approval.step_opened", payload: About,
    en: { subject: "Approval needed: {{ title }}", text: `Hello {{ full_name }},\n\n{{ requester_name }} asks for your approval.\n\n${WHAT.en}`, action: DECIDE.en, inbox_body: `{{ requester_name }} asks. ${WHAT.en}` },
    ar: { subject: "مطلوب موافقتك: {{ title | isolate }}", text: `مرحبًا {{ full_name | isolate }}،\n\nيطلب {{ requester_name | isolate }} موافقتك.\n\n${WHAT.ar}`, action: DECIDE.ar, inbox_body: `طلب من {{ requester_name | isolate }}. ${WHAT.ar}` },
  }),
  template({
    family: "approval.reminder", payload: About, severity: "warning",
    en: { subject: "Waiting for your approval: {{ title }}", text: `Hello {{ full_name }},\n\nThe request of {{ requester_name }} is due soon and still waits for you.\n\n${WHAT.en}`, action: DECIDE.en, inbox_body: `Due soon. ${WHAT.en}` },
    ar: { subject: "تذكير بطلب موافقة: {{ title | isolate }}", text: `مرحبًا {{ full_name | isolate }}،\n\nاقترب موعد البت في طلب {{ requester_name | isolate }} وما زال في انتظارك.\n\n${WHAT.ar}`, action: DECIDE.ar, inbox_body: `اقترب الموعد. ${WHAT.ar}` },
  }),
  template({
    family: "approval.overdue", payload: About, severity: "warning",
    en: { subject: "Overdue approval: {{ title }}", text: `Hello {{ full_name }},\n\nNobody has decided the request of {{ requester_name }} in time. You may decide it now.\n\n${WHAT.en}`, action: DECIDE.en, inbox_body: `Overdue. ${WHAT.en}` },
    ar: { subject: "طلب موافقة متأخر: {{ title | isolate }}", text: `مرحبًا {{ full_name | isolate }}،\n\nلم يُبت في طلب {{ requester_name | isolate }} في الموعد المحدد. يمكنك البت فيه الآن.\n\n${WHAT.ar}`, action: DECIDE.ar, inbox_body: `تجاوز الموعد. ${WHAT.ar}` },
  }),
  template({
    family: "approval.approved", payload: Decided, severity: "success",
    en: { subject: "Approved: {{ title }}", text: `Hello {{ full_name }},\n\n{{ decider_name }} has approved your request and it is done.\n\n${WHAT.en}${COMMENT.en}`, action: DECIDE.en, inbox_body: `{{ decider_name }} has approved it. ${WHAT.en}` },
    ar: { subject: "تمت الموافقة: {{ title | isolate }}", text: `مرحبًا {{ full_name | isolate }}،\n\nتمت الموافقة على طلبك من {{ decider_name | isolate }} وتم تنفيذه.\n\n${WHAT.ar}${COMMENT.ar}`, action: DECIDE.ar, inbox_body: `وافق {{ decider_name | isolate }}. ${WHAT.ar}` },
  }),
  template({
    family: "approval.rejected", payload: Decided, severity: "warning",
    en: { subject: "Rejected: {{ title }}", text: `Hello {{ full_name }},\n\n{{ decider_name }} has rejected your request. Nothing was changed.\n\n${WHAT.en}${COMMENT.en}`, action: DECIDE.en, inbox_body: `{{ decider_name }} has rejected it. ${WHAT.en}` },
    ar: { subject: "رُفض الطلب: {{ title | isolate }}", text: `مرحبًا {{ full_name | isolate }}،\n\nتم رفض طلبك من {{ decider_name | isolate }} ولم يتغيّر شيء.\n\n${WHAT.ar}${COMMENT.ar}`, action: DECIDE.ar, inbox_body: `رفض {{ decider_name | isolate }} الطلب. ${WHAT.ar}` },
  }),
  template({
    family: "approval.failed", payload: Decided, severity: "error",
    en: { subject: "Approved, but no longer possible: {{ title }}", text: `Hello {{ full_name }},\n\nThe request of {{ requester_name }} was approved, but things have changed since and it could not be carried out. Nothing was changed; the request says why.\n\n${WHAT.en}`, action: DECIDE.en, inbox_body: `It could not be carried out any more. ${WHAT.en}` },
    ar: { subject: "تمت الموافقة لكن تعذّر التنفيذ: {{ title | isolate }}", text: `مرحبًا {{ full_name | isolate }}،\n\nتمت الموافقة على طلب {{ requester_name | isolate }}، لكن الوضع تغيّر بعد تقديمه فتعذّر تنفيذه. لم يتغيّر شيء، والسبب موضح في الطلب.\n\n${WHAT.ar}`, action: DECIDE.ar, inbox_body: `تعذّر التنفيذ. ${WHAT.ar}` },
  }),
] as const;
