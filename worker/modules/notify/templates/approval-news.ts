import * as z from "zod";
import { template } from "./template.ts";

const Decided = z.object({ full_name: z.string(), url: z.url(), template_name: z.string(), decision: z.enum(["pending", "approved", "rejected", "paused", "disabled", "gone"]), why: z.string() });

const BODY = {
  en: "{% case decision %}{% when 'approved' %}It can be sent by WhatsApp from now on.{% when 'pending' %}It is being looked at again.{% when 'rejected' %}It is not sent. Change the words in a new version and submit that.{% when 'paused' %}Recipients have complained. It is not sent until WhatsApp lifts the pause.{% else %}It is not sent any more. Submit a new version.{% endcase %}{% if why != '' %} Reason: {{ why }}{% endif %}",
  ar: "{% case decision %}{% when 'approved' %}يمكن إرساله عبر واتساب من الآن.{% when 'pending' %}تجري مراجعته من جديد.{% when 'rejected' %}لن يُرسل. غيّر النص في إصدار جديد وقدّمه.{% when 'paused' %}اشتكى منه مستلمون. لن يُرسل حتى يرفع واتساب الإيقاف.{% else %}لن يُرسل بعد الآن. قدّم إصدارًا جديدًا.{% endcase %}{% if why != '' %} السبب: {{ why | isolate }}{% endif %}",
};

export const approvalNewsTemplates = [
  template({
    family: "template.provider_decided", payload: Decided, channels: ["inbox"],
    en: { subject: "WhatsApp: “{{ template_name }}” {% case decision %}{% when 'approved' %}is approved{% when 'pending' %}is under review{% when 'rejected' %}is rejected{% when 'paused' %}is paused{% else %}is gone{% endcase %}", text: BODY.en },
    ar: { subject: "واتساب: {% case decision %}{% when 'approved' %}اعتُمد{% when 'pending' %}يُراجَع{% when 'rejected' %}رُفض{% when 'paused' %}أُوقف مؤقتًا{% else %}لم يعد متاحًا{% endcase %} قالب «{{ template_name | isolate }}»", text: BODY.ar },
  }),
] as const;
