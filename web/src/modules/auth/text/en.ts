export default {
  signIn: {
    title: "Sign in", submit: "Sign in", forgot: "Forgot it?", noAccount: "New here?", create: "Create a company account", wrong: "The email or the password does not match.",
    locked: "Too many tries. This account opens again at {{ time }}.", lockedSoon: "Too many tries. Wait a few minutes, or reset the password.", unverified: "Confirm your email first. We can send the message again.",
    resend: "Send it again", resent: "Sent. Look in your mail.", choose: "Which company?", chooseHelp: "{{ email }} belongs to more than one.", another: "Use another address", suspended: "This account is not active. Ask an admin of your company.",
  },
  second: {
    title: "Confirm it is you", other: "Use something else", back: "Back to sign in", gone: "This sign-in took too long or had too many wrong codes. Start again.", wrong: "This code is wrong or was used before.",
    wrongLeft: { one: "This code is wrong. {{ count }} try left.", other: "This code is wrong. {{ count }} tries left." }, sending: "Sending a code…",
    method: { totp: "Authenticator app", backup_code: "Backup code", sms: "Text message", whatsapp: "WhatsApp", passkey: "Passkey" },
    label: { totp: "Code from your authenticator app", sms: "Code from the text message", whatsapp: "Code from WhatsApp" },
    help: {
      totp: "Open the app and enter the code it shows for M3Core.", backup_code: "Each of your backup codes works once.", passkey: "Your device asks for its lock: a finger, a face or a PIN.",
      sms: "We sent a text message to {{ to }}.", whatsapp: "We sent a WhatsApp message to {{ to }}.",
    },
    passkeyUse: "Use a passkey", passkeyWrong: "This passkey did not work. Try again, or use something else.", submit: "Continue",
  },
  other: { or: "or", passkey: "Sign in with a passkey", passkeyUnknown: "No account here uses this passkey. Sign in another way.", provider: "Continue with {{ name }}" },
  oauth: {
    title: "Signing you in", failed: "Signing in did not work", cancelled: "You did not finish at {{ name }}. Nothing has changed.", unknown: "No account uses {{ email }}. Ask an admin of your company for an invitation, or create a company account.",
    unverifiedThere: "{{ name }} has not confirmed this address. Sign in with your password.", unverifiedHere: "Confirm your email first: the link is in your mail.", again: "Start again. If it goes on, sign in with your password.", provider: "the provider", down: "{{ name }} does not answer right now. Try again in a moment, or sign in with your password.",
  },
  signUp: {
    title: "Create a company account", help: "You become its owner and can invite the team.", company: "Company name", name: "Your full name", country: "Country", submit: "Create account", have: "Already have an account?", signIn: "Sign in",
    sentTitle: "Check your mail", sentHelp: "We sent a link to {{ email }}. It works for a day.", mailbox: "Open the test mailbox", wrongAddress: "Wrong address? Start again",
  },
  verify: { title: "Confirming your email", doneTitle: "Email confirmed", doneHelp: "You can sign in now.", failedTitle: "This link no longer works", failedHelp: "It was used before, or it is too old. Ask for a new one.", missing: "The link is not complete. Open it from the mail again.", toSignIn: "Go to sign in" },
  forgot: { title: "Reset your password", help: "We send a link to set a new one.", submit: "Send the link", sentTitle: "Check your mail", sentHelp: "If {{ email }} has an account, a link is on its way. It works for an hour.", back: "Back to sign in" },
  reset: { title: "Set a new password", submit: "Save and sign in", done: "Password changed. Sign in with the new one.", expired: "This link no longer works. Ask for a new one." },
  invite: { title: "Join your team", help: "Set your name and a password to finish.", submit: "Join", expired: "This invitation no longer works. Ask the person who invited you for a new one.", taken: "You are in the team. Sign in to start." },
  field: { email: "Work email", password: "Password", newPassword: "New password", passwordRules: "At least 10 characters. A few words together work well.", resetEmail: "Email for a new link" },
  problem: { email: "Write an address such as name@company.com.", short: { one: "Add {{ count }} more character.", other: "Add {{ count }} more characters." }, common: "Too easy to guess. Use a few words together.", required: "Fill this in." },
  foot: { privacy: "Privacy", terms: "Terms" },
} as const;
