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
export function seenOf(rows: readonly Initiative[]): Follow['seen'] {
  return Object.fromEntries(rows.map((row) => [row.id, digestOf(row)]));
}

/** A row that is new, or has changed. */
export interface RowNews {
  readonly initiative: Initiative;
  readonly isNew: boolean;
}

/** What has come up among the rows since they were seen. */
export function rowNews(rows: readonly Initiative[], seen: Follow['seen']): readonly RowNews[] {
  return rows
    .filter((row) => seen[row.id] !== digestOf(row))
    .map((initiative) => ({ initiative, isNew: seen[initiative.id] === undefined }));
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
