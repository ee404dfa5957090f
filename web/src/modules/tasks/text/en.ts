export default {
  title: "Tasks", search: "Search tasks", newTask: "New task", addTask: "Add a task", name: "Title", description: "Description", status: "Status", priority: "Priority", due: "Due", owner: "Owner", related: "About", remind: "Reminders", created: "Created", createdBy: "Made by", completed: "Done",
  statuses: { open: "Open", in_progress: "In progress", done: "Done", cancelled: "Cancelled" }, priorities: { low: "Low", medium: "Medium", high: "High" },
  views: { open: "Open", today: "Today", overdue: "Overdue", upcoming: "Upcoming", done: "Done", all: "All" }, everybody: "Everybody",
  none: { open: "Nothing to do", today: "Nothing is due today", overdue: "Nothing is overdue", upcoming: "Nothing is coming up", done: "Nothing is done yet", all: "No tasks yet" }, noneHelp: "A task says what is to be done next, until when and by whom. You are reminded in time.", noneRecord: "No tasks yet", noneRecordHelp: "Add what is to be done next.",
  noDue: "No due time", dueAt: "Due {{ date }}", overdueSince: "Overdue since {{ date }}", doneAt: "Done {{ date }}",
  complete: "Complete", completeOne: "Complete: {{ title }}", reopenOne: "Open again: {{ title }}", reopen: "Open again", completedOne: "Done: {{ title }}", reopenedOne: "Open again: {{ title }}", undo: "Undo",
  form: { titleMissing: "Say what is to be done.", remindHelp: "In the inbox and by email. They move with the due time.", remindNeedsDue: "Choose a due time first.", relatedHelp: "A lead, contact, company, deal or unit.", also: "Also by", ownerMissing: "Choose an owner.", remindPast: "The time of a reminder has passed already." },
  before: { 0: "When it is due", 15: "15 minutes before", 60: "1 hour before", 1440: "1 day before", 10080: "1 week before" }, beforeMinutes: { one: "{{ count }} minute before", other: "{{ count }} minutes before" }, sms: "SMS", whatsapp: "WhatsApp",
  reminder: { pending: "{{ date }}", sent: "{{ date }}, sent", cancelled: "{{ date }}, called off" }, noReminders: "None",
  made: "Task added", saved: "Saved.", edit: "Edit", remove: { action: "Delete the task", title: "Delete this task?", text: "Its reminders are deleted too. This cannot be undone.", done: "Task deleted" },
  errors: { CONFLICT: "A task that is done or cancelled is opened again first.", LIMIT: "Your plan allows {{ limit }} open tasks, and all are used. Complete some first.", NOT_FOUND: "This task is not there any more." },
} as const;
