import { canonicalJson, sha256 } from './canonical-json.ts';
import { csvLines, toCsv } from '../../text/csv.ts';
import { pagesOf } from '../../text/pages.ts';

/** What somebody did, as plain values; `detail` holds no text of a broadcast, only ids, counts and reasons. */
export interface AuditEntry {
  /** Epoch ms. */
  readonly at: number;
  /** Entra object id, or `system`. */
  readonly actor: string;
  readonly action: string;
  /** The broadcast or the person that it was done to. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** An entry in the chain: its hash covers the one before it, so nothing can be changed, dropped or put in unseen. */
export interface AuditRow extends AuditEntry {
  /** 1, 2, 3 … */
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** What the first entry follows. */
export const genesisHash = '0'.repeat(64);

/** The row that comes after `last`. */
export function chain(last: { seq: number; hash: string } | null, entry: AuditEntry): AuditRow {
  const seq = (last?.seq ?? 0) + 1;
  const previousHash = last?.hash ?? genesisHash;
  return { ...entry, seq, previousHash, hash: hashOf(seq, previousHash, entry) };
}

function hashOf(
  seq: number,
  previousHash: string,
  { at, actor, action, subject, detail }: AuditEntry,
): string {
  return sha256(`${previousHash}\n${canonicalJson({ seq, at, actor, action, subject, detail })}`);
}

export interface AuditProblem {
  readonly seq: number;
  readonly problem: 'missing' | 'changed' | 'outOfChain' | 'cutOff' | 'otherThanKept';
}

/** An entry by its number and hash: the recorded end, or a head that was kept elsewhere. */
export interface AuditPoint {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Goes through rows in order of seq; returns every place where the chain does not hold, and the last hash. `points`
 * must be in it: without one, entries cut off at the end leave no trace.
 */
export async function verifyChain(
  rows: AsyncIterable<AuditRow>,
  points: readonly AuditPoint[] = [],
): Promise<{
  readonly problems: readonly AuditProblem[];
  readonly rows: number;
  readonly lastSeq: number;
  readonly lastHash: string;
}> {
  const problems: AuditProblem[] = [];
  let previous = { seq: 0, hash: genesisHash };
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (row.seq !== previous.seq + 1) problems.push({ seq: previous.seq + 1, problem: 'missing' });
    else if (row.previousHash !== previous.hash) problems.push({ seq: row.seq, problem: 'outOfChain' });
    if (points.some(({ seq, hash }) => seq === row.seq && hash !== row.hash))
      problems.push({ seq: row.seq, problem: 'otherThanKept' });
    if (row.hash !== hashOf(row.seq, row.previousHash, row))
      problems.push({ seq: row.seq, problem: 'changed' });
    previous = row;
  }
  for (const { seq } of points) if (seq > previous.seq) problems.push({ seq, problem: 'cutOff' });
  return { problems, rows: count, lastSeq: previous.seq, lastHash: previous.hash };
}

/** Where the trail is kept. */
export interface AuditStore {
  audit(entry: AuditEntry): Promise<void>;
  /** The last entry as it was recorded beside the trail; null when nothing has been. */
  auditEnd(): Promise<AuditPoint | null>;
  /** In order of seq, from after `after`. */
  auditRows(page: { after?: number; limit: number }): Promise<readonly AuditRow[]>;
}
type AuditSource = Pick<AuditStore, 'auditRows'>;

/** Every entry, in order, a page at a time. */
export function auditPages(store: AuditSource): AsyncGenerator<readonly AuditRow[]> {
  return pagesOf<AuditRow, number>(
    (page) => store.auditRows(page),
    ({ seq }) => seq,
  );
}

/** The whole trail as a table, in pieces of CSV; times in ISO form (UTC). */
export async function* auditCsv(store: AuditSource): AsyncGenerator<string> {
  yield toCsv([['seq', 'at', 'actor', 'action', 'subject', 'detail', 'previousHash', 'hash']]);
  for await (const rows of auditPages(store)) {
    const lines = rows.map((row) => [
      row.seq,
      new Date(row.at).toISOString(),
      row.actor,
      row.action,
      row.subject,
      canonicalJson(row.detail),
      row.previousHash,
      row.hash,
    ]);
    yield csvLines(lines);
  }
}
