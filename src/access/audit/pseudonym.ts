import { createHmac } from 'node:crypto';

/** What of an entry may name people. */
interface Named {
  readonly actor: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Entra's object ids, and Teams' own ids of people. */
const personId = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|\b29:[\w-]{8,}/g;
const objectId = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi;
const pseudonym = /~[\da-f]{32}/g;

/** Says who a pseudonym is for as long as the salt is kept, and nothing once it is gone. */
export function pseudonymOf(id: string, salt: string): string {
  return `~${createHmac('sha256', salt).update(id).digest('hex').slice(0, 32)}`;
}

/** Everybody whom an entry names. */
export function peopleIn(entry: Named): readonly string[] {
  return [...new Set(textsOf(entry).flatMap((text) => text.match(personId) ?? []))];
}

/** The pseudonyms that stand in an entry. */
export function pseudonymsIn(entry: Named): readonly string[] {
  return textsOf(entry).flatMap((text) => text.match(pseudonym) ?? []);
}

/** The entry with pseudonyms for ids: the same before and after a person is erased. */
export function withPseudonyms<T extends Named>(entry: T, pseudonyms: ReadonlyMap<string, string>): T {
  return withTexts(entry, (text) => text.replaceAll(personId, (id) => pseudonyms.get(id) ?? id));
}

/** The entry with object ids in lower case, however they came: one person has one pseudonym, and is erased as one. */
export function withFoldedIds<T extends Named>(entry: T): T {
  return withTexts(entry, (text) => text.replaceAll(objectId, (id) => id.toLowerCase()));
}

/** The entry with nothing that looks like a pseudonym but is none of `known`: what came from outside proves nothing. */
export function withKnownPseudonyms<T extends Named>(entry: T, known: readonly string[]): T {
  return withTexts(entry, (text) =>
    text.replaceAll(pseudonym, (one) => (known.includes(one) ? one : one.slice(1))),
  );
}

function withTexts<T extends Named>(entry: T, change: (text: string) => string): T {
  const detail = Object.entries(entry.detail).map(([key, value]) => [
    key,
    typeof value === 'string' ? change(value) : value,
  ]);
  return {
    ...entry,
    actor: change(entry.actor),
    subject: change(entry.subject),
    detail: Object.fromEntries(detail) as Named['detail'],
  };
}

function textsOf({ actor, subject, detail }: Named): readonly string[] {
  return [actor, subject, ...Object.values(detail).filter((value) => typeof value === 'string')];
}
