/** What stands for a masked part. */
const marks = { mail: '〈メール〉', number: '〈番号〉' } as const;

const mailAddress = /[\w.%+-]{1,64}@[\w-]+(?:\.[\w-]+)*/g;
/**
 * Telephone numbers as they are written (03-1234-5678, +81 90 1234 5678, (03)1234-5678), and numbers of staff, accounts
 * or insurance: longer than any year or amount that a question is about.
 */
const longNumber = /\+?(?:\(\d{1,5}\)[ -]?)?\d(?:[ -]?\d){4,}/g;
/** A date is no telephone number: 2026-06-15. */
const date = /^(?:19|20)\d\d[ -]\d{1,2}[ -]\d{1,2}$/;

/** The text without mail addresses, telephone numbers and long numbers, in whatever width they were typed. */
export function masked(text: string): string {
  const number = (found: string) => (date.test(found) ? found : marks.number);
  return text
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー](?=\d)/g, '-')
    .replace(mailAddress, marks.mail)
    .replace(longNumber, number);
}
