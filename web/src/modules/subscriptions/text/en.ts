export default {
  title: "Unsubscribe", help: "{{ tenant }} will send no more news and offers to {{ address }}. Messages about your own business with them still arrive.", submit: "Unsubscribe",
  doneTitle: "You are unsubscribed", done: "{{ tenant }} will send no more news and offers to {{ address }}.", undo: "I want them after all",
  failed: "This did not work. Try again in a moment.", deadTitle: "This link does not work", dead: "The link is not complete. Open it from the message again.",
  confirmTitle: "News and offers", confirmHelp: "Press the button to confirm that you want them.", confirmSubmit: "Yes, send me news", confirmed: "Thank you. {{ tenant }} may send you news and offers now. Every message shows how to end them.",
  confirmDead: "The link was used before, or it is not complete. Open it from the message again.",
} as const;
