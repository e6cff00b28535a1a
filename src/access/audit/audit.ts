import { createHmac } from 'node:crypto';
import { canonicalJson, sha256 } from './canonical-json.ts';
import { pseudonymsIn, withPseudonyms } from './pseudonym.ts';
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
  /** What the hash covers: 1 = ids of people as they are, 2 = pseudonyms, so that people can be erased. */
  readonly form: 1 | 2;
  /** Which key it is made with; null = none, so that whoever can write the database can make it. */
  readonly keyId: string | null;
}

/** What the first entry follows. */
export const genesisHash = '0'.repeat(64);

/** Makes entries that nobody makes without it; to be kept where the database's administrators do not read it. */
export interface AuditKey {
  /** Names the key, and does not tell it. */
  readonly id: string;
  readonly secret: string;
}

export function auditKeyOf(secret: string): AuditKey {
  return { id: sha256(`audit key ${secret}`).slice(0, 8), secret };
}

/** What entries are sealed with, and read again: the pseudonym of each person that is known, and the key, if there is one. */
interface AuditSeal {
  readonly pseudonyms: ReadonlyMap<string, string>;
  readonly key: AuditKey | null;
}
const plain: AuditSeal = { pseudonyms: new Map(), key: null };

/** The row that comes after `last`. */
export function chain(last: AuditPoint | null, entry: AuditEntry, { pseudonyms, key } = plain): AuditRow {
  const row = {
    ...entry,
    seq: (last?.seq ?? 0) + 1,
    previousHash: last?.hash ?? genesisHash,
    form: 2,
    keyId: key?.id ?? null,
  } as const;
  return { ...row, hash: hashOf(row, pseudonyms, key) };
}

function hashOf(
  row: Omit<AuditRow, 'hash'>,
  pseudonyms: AuditSeal['pseudonyms'],
  key: AuditKey | null,
): string {
  const { at, actor, action, subject, detail } = row.form === 1 ? row : withPseudonyms(row, pseudonyms);
  const content = canonicalJson({ seq: row.seq, at, actor, action, subject, detail });
  const text = `${row.previousHash}\n${content}`;
  return key === null ? sha256(text) : createHmac('sha256', key.secret).update(text).digest('hex');
}

interface AuditProblem {
  readonly seq: number;
  readonly problem:
    | 'missing'
    | 'changed'
    | 'outOfChain'
    | 'cutOff'
    | 'otherThanKept'
    /** Without a key where one is to be expected; the first of those that follow each other. */
    | 'unkeyed'
    /** With a key that is not the one given. */
    | 'otherKey';
}

/** An entry by its number and hash: the recorded end, or a head that was kept elsewhere. */
export interface AuditPoint {
  readonly seq: number;
  readonly hash: string;
}

export interface AuditVerdict {
  readonly problems: readonly AuditProblem[];
  readonly rows: number;
  readonly lastSeq: number;
  readonly lastHash: string;
  /** How many hold as far as anybody can see, and yet prove less than the others. */
  readonly unproved: {
    /** Made without a key. */
    readonly unkeyed: number;
    /** Made with a key that was not given: their order is checked, and not what they say. */
    readonly keyNotGiven: number;
    /** Of before there were pseudonyms, and somebody in them has been erased: the same. */
    readonly erased: number;
  };
}

/** With what a trail is read again. */
interface Proof extends AuditSeal {
  /** Up to this entry some may be without a key, and none after it; without it, those before the first with one. */
  readonly unkeyedUntil?: number | null;
}

/**
 * Goes through rows in order of seq; returns every place where the chain does not hold, and the last hash. `points`
 * must be in it: without one, entries cut off at the end leave no trace.
 */
export async function verifyChain(
  rows: AsyncIterable<AuditRow>,
  points: readonly AuditPoint[] = [],
  { pseudonyms, key, unkeyedUntil = null }: Proof = plain,
): Promise<AuditVerdict> {
  const problems: AuditProblem[] = [];
  const erased = new Set<string>();
  const redacted: Redacted[] = [];
  const unproved = { unkeyed: 0, keyNotGiven: 0, erased: 0 };
  let previous: Place = { seq: 0, hash: genesisHash, form: 1, keyId: null };
  let count = 0;
  let isKeyed = false;
  for await (const row of rows) {
    count += 1;
    isKeyed ||= row.keyId !== null;
    const place = placeProblem(row, previous, points);
    if (isUnkeyed(row, previous, unkeyedUntil)) place.push('unkeyed');
    problems.push(
      ...place.map((problem) => ({ seq: problem === 'missing' ? previous.seq + 1 : row.seq, problem })),
    );
    const content = contentOf(row, pseudonyms, key);
    const names = pseudonymsIn(row);
    const isExcused = content === 'changed' && row.form === 1 && names.length > 0;
    if (content === 'otherKey' || (content === 'changed' && !isExcused))
      problems.push({ seq: row.seq, problem: content });
    else if (content !== 'whole' && content !== 'changed') unproved[content] += 1;
    if (names.length > 0 && (isExcused || content !== 'changed'))
      redacted.push({ seq: row.seq, names, isExcused });
    if (row.action === erasure) for (const name of erasedBy(row)) erased.add(name);
    previous = row;
  }
  // Hashes do not tell an id from its pseudonym: only an entry that says so makes one of the other.
  for (const { seq, names, isExcused } of redacted)
    if (!names.every((name) => erased.has(name))) problems.push({ seq, problem: 'changed' });
    else if (isExcused) unproved.erased += 1;
  // Whoever writes a trail of their own from the first entry on has no key to write it with.
  if (key !== null && unkeyedUntil === null && count > 0 && !isKeyed)
    problems.push({ seq: 1, problem: 'unkeyed' });
  for (const { seq } of points) if (seq > previous.seq) problems.push({ seq, problem: 'cutOff' });
  problems.sort((a, b) => a.seq - b.seq);
  return { problems, rows: count, lastSeq: previous.seq, lastHash: previous.hash, unproved };
}

/** An entry in which pseudonyms stand. */
interface Redacted {
  readonly seq: number;
  readonly names: readonly string[];
  /** Of before hashes covered pseudonyms: that its own does not hold has a reason. */
  readonly isExcused: boolean;
}

/** That somebody was erased: the subject is the pseudonym that took the place of the id; `also`: of another id of theirs. */
export const erasure = 'person.erase';

function erasedBy({ subject, detail }: AuditRow): readonly string[] {
  return [subject, ...(typeof detail['also'] === 'string' ? detail['also'].split(' ') : [])];
}

function isUnkeyed(row: AuditRow, previous: Place, until: number | null): boolean {
  if (row.keyId !== null) return false;
  if (until === null) return previous.keyId !== null;
  return row.seq > until && (previous.keyId !== null || previous.seq <= until);
}

/** Where the next entry follows. */
type Place = Pick<AuditRow, 'seq' | 'hash' | 'form' | 'keyId'>;

function placeProblem(
  row: AuditRow,
  previous: Place,
  points: readonly AuditPoint[],
): AuditProblem['problem'][] {
  const problems: AuditProblem['problem'][] = [];
  if (row.seq !== previous.seq + 1) problems.push('missing');
  else if (row.previousHash !== previous.hash) problems.push('outOfChain');
  if (row.form < previous.form) problems.push('changed');
  if (points.some(({ seq, hash }) => seq === row.seq && hash !== row.hash)) problems.push('otherThanKept');
  return problems;
}

function contentOf(
  row: AuditRow,
  pseudonyms: AuditSeal['pseudonyms'],
  key: AuditKey | null,
): 'whole' | 'changed' | 'otherKey' | 'unkeyed' | 'keyNotGiven' {
  if (row.keyId !== null && key === null) return 'keyNotGiven';
  if (row.keyId !== null && row.keyId !== key?.id) return 'otherKey';
  const isWhole = row.hash === hashOf(row, pseudonyms, row.keyId === null ? null : key);
  if (!isWhole) return 'changed';
  return row.keyId === null ? 'unkeyed' : 'whole';
}

/** Where the trail is kept. */
export interface AuditStore {
  audit(entry: AuditEntry): Promise<void>;
  /** The last entry as it was recorded beside the trail; null when nothing has been. */
  auditEnd(): Promise<AuditPoint | null>;
  /** Who is known in the trail, with the pseudonym that hashes cover. */
  auditPseudonyms(): Promise<ReadonlyMap<string, string>>;
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
