/** What a message says, whatever the channel: `otp.sms.sign_in` and `otp.whatsapp.sign_in` are one family. */
export const familyOf = (template_code: string): string => template_code.replace(/\.(email|sms|whatsapp|inbox)(?=\.)/, "");

/** Codes, links and news about an account: neither preferences nor quiet hours hold them back. */
export const isSecurity = (family: string): boolean => /^(auth|otp)\./.test(family);
