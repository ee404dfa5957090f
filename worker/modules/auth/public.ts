export { accountsWhere, shown as shownAccount, shownMfa } from "./accounts.ts";
export { addressOf, countFailure, insistUnlocked, lockQuery, passed } from "./attempts.ts";
export { concernedBy, Notice, readNotice, unlink } from "./oauth/notices.ts";
export { hashPassword, insistOnGoodPassword, isPassword } from "./passwords.ts";
export { setPassword } from "./recover.ts";
export { endSessions } from "./sessions.ts";
export { hoursFrom, mailLink } from "./tokens.ts";
