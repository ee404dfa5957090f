export default {
  signIn: {
    title: "Sign in", submit: "Sign in", forgot: "Forgot it?", noAccount: "New here?", create: "Create a company account", wrong: "The email or the password does not match.",
    locked: "Too many tries. This account opens again at {{ time }}.", lockedSoon: "Too many tries. Wait a few minutes, or reset the password.", unverified: "Confirm your email first. We can send the message again.",
    resend: "Send it again", resent: "Sent. Look in your mail.", choose: "Which company?", chooseHelp: "{{ email }} belongs to more than one.", another: "Use another address", suspended: "This account is not active. Ask an admin of your company.",
  },
  signUp: {
    title: "Create a company account", help: "You become its owner and can invite the team.", company: "Company name", name: "Your full name", country: "Country", submit: "Create account", have: "Already have an account?", signIn: "Sign in",
    sentTitle: "Check your mail", sentHelp: "We sent a link to {{ email }}. It works for a day.", resend: "Send it again", wait: { one: "Send again in {{ count }} second", other: "Send again in {{ count }} seconds" }, mailbox: "Open the test mailbox", wrongAddress: "Wrong address? Start again",
  },
  verify: { title: "Confirming your email", doneTitle: "Email confirmed", doneHelp: "You can sign in now.", failedTitle: "This link no longer works", failedHelp: "It was used before, or it is too old. Ask for a new one.", missing: "The link is not complete. Open it from the mail again.", toSignIn: "Go to sign in" },
  forgot: { title: "Reset your password", help: "We send a link to set a new one.", submit: "Send the link", sentTitle: "Check your mail", sentHelp: "If {{ email }} has an account, a link is on its way. It works for an hour.", back: "Back to sign in" },
  reset: { title: "Set a new password", submit: "Save and sign in", done: "Password changed. Sign in with the new one.", expired: "This link no longer works. Ask for a new one." },
  invite: { title: "Join your team", help: "Set your name and a password to finish.", submit: "Join", expired: "This invitation no longer works. Ask the person who invited you for a new one.", done: "Welcome. Sign in to start." },
  field: { email: "Work email", password: "Password", newPassword: "New password", passwordRules: "At least 10 characters. A few words together work well.", resetEmail: "Email for a new link" },
  problem: { email: "Write an address such as name@company.com.", short: { one: "Add {{ count }} more character.", other: "Add {{ count }} more characters." }, common: "Too easy to guess. Use a few words together.", required: "Fill this in." },
  foot: { privacy: "Privacy", terms: "Terms" },
} as const;
