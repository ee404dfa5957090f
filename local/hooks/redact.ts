const SECRET_HEADERS = /^(authorization|api-key|x-webhook-signature)$/i;
const MAX = 2000;

const maskEmail = (address: string) => `${address[0]}***${address.slice(address.indexOf("@"))}`;
const maskNumber = (number: string) => `${number.slice(0, 3)}***${number.slice(-2)}`;

/** What may be kept of a text: no secret, every address masked, at most 2,000 characters. */
export function redactor(secrets: readonly string[], numbers: readonly string[]): (text: string) => string {
  const bare = numbers.flatMap((number) => [number, number.replace(/^\+/, "")]);
  return (text) => {
    const hidden = secrets.filter(Boolean).reduce((kept, secret) => kept.replaceAll(secret, "***"), text);
    const masked = bare.filter(Boolean).reduce((kept, number) => kept.replaceAll(number, maskNumber(number)), hidden);
    return masked.replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, maskEmail).replace(/\+\d{8,15}/g, maskNumber).slice(0, MAX);
  };
}

export const headersOf = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].map(([name, value]) => [name, SECRET_HEADERS.test(name) ? "***" : value]));
