import * as z from "zod";
import { template } from "./template.ts";

const Told = z.object({ full_name: z.string(), url: z.url(), title: z.string(), due: z.string(), record_name: z.string() });
const Assigned = Told.extend({ from_name: z.string() });

const ABOUT = { en: "{% if record_name != '' %} It is about {{ record_name }}.{% endif %}", ar: "{% if record_name != '' %} تخص {{ record_name | isolate }}.{% endif %}" };
const DUE = { en: "{% if due != '' %} It is due on {{ due }}.{% endif %}", ar: "{% if due != '' %} موعدها {{ due | isolate }}.{% endif %}" };
const GIVEN = {
  en: `{% if from_name != '' %}{{ from_name }} has given you a task.{% else %}You have a new task.{% endif %}${DUE.en}${ABOUT.en}`,
  ar: `{% if from_name != '' %}أسند إليك {{ from_name | isolate }} مهمة.{% else %}لديك مهمة جديدة.{% endif %}${DUE.ar}${ABOUT.ar}`,
};
const REMINDED = { en: `This task is waiting for you.${DUE.en}${ABOUT.en}`, ar: `هذه المهمة في انتظارك.${DUE.ar}${ABOUT.ar}` };
const OPEN = { en: "Open the task", ar: "فتح المهمة" };

export const taskTemplates = [
  template({
    family: "task.assigned", payload: Assigned,
    en: { subject: "New task: {{ title }}", text: `Hello {{ full_name }},\n\n{{ title }}\n\n${GIVEN.en}`, action: OPEN.en, inbox_body: GIVEN.en },
    ar: { subject: "مهمة جديدة: {{ title | isolate }}", text: `مرحبًا {{ full_name | isolate }}،\n\n{{ title | isolate }}\n\n${GIVEN.ar}`, action: OPEN.ar, inbox_body: GIVEN.ar },
  }),
  template({
    family: "task.reminder", payload: Told,
    en: { subject: "Reminder: {{ title }}", text: `Hello {{ full_name }},\n\n{{ title }}\n\n${REMINDED.en}`, action: OPEN.en, inbox_body: REMINDED.en },
    ar: { subject: "تذكير: {{ title | isolate }}", text: `مرحبًا {{ full_name | isolate }}،\n\n{{ title | isolate }}\n\n${REMINDED.ar}`, action: OPEN.ar, inbox_body: REMINDED.ar },
  }),
] as const;
