import { createHash } from 'node:crypto';
import { digestOf } from '../../dataset/digest.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Lang } from '../../question/answer.ts';

/** Somebody, or a channel, wants to be told what comes up of a theme, a department, or any question. */
export interface Follow {
  readonly id: string;
  readonly recipientId: string;
  /** As it was asked: the rows that it finds are those that are followed. */
  readonly question: string;
  readonly lang: Lang;
  /** Who set it, for who else reads the channel. */
  readonly setBy: { readonly id: string; readonly name: string };
  readonly createdAt: number;
  /** The data that it was last compared with. */
  readonly revision: string;
  /** Digest of each row that it found then. */
  readonly seen: Readonly<Record<string, string>>;
  /** What each of them was called, for when it is there no more; of what was seen before names were kept, nothing. */
  readonly names: Readonly<Record<string, string>>;
  /** The last step of taking something over that it has been compared with. */
  readonly newsSeq: number;
}

/** The same for the same words in the same place. */
export function followId(recipientId: string, question: string): string {
  const words = question.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
  return `follow-${createHash('sha256')
    .update(JSON.stringify([recipientId, words]))
    .digest('hex')
    .slice(0, 24)}`;
}

/** What rows look like now, to be compared with later. */
export function seenOf(rows: readonly Initiative[]): Pick<Follow, 'seen' | 'names'> {
  return {
    seen: Object.fromEntries(rows.map((row) => [row.id, digestOf(row)])),
    names: Object.fromEntries(rows.map(({ id, name, department }) => [id, `${department}「${name}」`])),
  };
}

/** A row that is new, has changed, or is gone. */
export type RowNews =
  | { readonly kind: 'added' | 'changed'; readonly initiative: Initiative }
  /** `name`: with its department, as it was seen; null = not known. */
  | { readonly kind: 'gone'; readonly name: string | null };

/** What has come up among the rows since they were seen; `all`: those of the document, whether they are found or not. */
export function rowNews(
  rows: readonly Initiative[],
  all: readonly Initiative[],
  { seen, names }: Pick<Follow, 'seen' | 'names'>,
): readonly RowNews[] {
  const there = new Map(all.map((row) => [row.id, row]));
  const found = new Set(rows.map(({ id }) => id));
  const lost = Object.keys(seen).filter((id) => !found.has(id));
  // One that has changed so that it is found no more has changed.
  const changed = lost.flatMap((id) => there.get(id) ?? []);
  return [
    ...[...rows, ...changed]
      .filter((row) => seen[row.id] !== digestOf(row))
      .map(
        (initiative) =>
          ({ kind: seen[initiative.id] === undefined ? 'added' : 'changed', initiative }) as const,
      ),
    ...lost.filter((id) => !there.has(id)).map((id) => ({ kind: 'gone', name: names[id] ?? null }) as const),
  ];
}

/** Somebody has taken a step towards taking a row over. */
export interface SpreadStep {
  readonly seq: number;
  readonly initiativeId: string;
  /** Who takes it over. */
  readonly department: string;
  readonly kind: 'begin' | 'join' | 'move' | 'takeBack' | 'link';
  readonly state: 'interested' | 'considering' | 'trying' | 'adopted' | 'declined';
  readonly personId: string;
}

/** The steps that are worth a word to who follows these rows: a trial or an introduction, by somebody else. */
export function stepNews(
  steps: readonly SpreadStep[],
  rows: readonly Pick<Initiative, 'id'>[],
  { newsSeq, recipientId }: Pick<Follow, 'newsSeq' | 'recipientId'>,
): readonly SpreadStep[] {
  const ids = new Set(rows.map(({ id }) => id));
  return steps.filter(
    ({ seq, initiativeId, kind, state, personId }) =>
      seq > newsSeq &&
      ids.has(initiativeId) &&
      kind === 'move' &&
      (state === 'trying' || state === 'adopted') &&
      recipientId !== `person:${personId}`,
  );
}
