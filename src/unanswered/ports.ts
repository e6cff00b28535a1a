import type { AuditEntry } from '../access/audit/audit.ts';
import type { Notice } from '../delivery/notice.ts';
import type { Lang } from '../question/answer.ts';
import type { QuestionKey } from './decide/groups.ts';
import type { AnsweredQuestion, AskedQuestion, StoredQuestion } from './decide/question.ts';

/** What HR, or a department, has said to a group of questions. */
export type Resolution =
  | { readonly kind: 'row'; readonly rowId: string }
  | { readonly kind: 'text'; readonly text: string }
  /** 資料にない */
  | { readonly kind: 'nothing' };

/** What has been said, and when (epoch ms). */
export type StoredResolution = Resolution & { readonly at: number };

/** Somebody who wants to be told. */
interface Asker {
  readonly recipientId: string;
  readonly lang: Lang;
}

/** Questions without an answer, and what became of them. */
export interface QuestionStore {
  /** What somebody liked is counted with no group. */
  keep(question: StoredQuestion): Promise<void>;
  /** Notes who wants to be told, and keeps the question where it is kept no more; false when they are noted already. */
  addAsker(question: StoredQuestion, asker: Asker): Promise<boolean>;
  /** Of those that nobody has answered, or whose answer was called wrong since, the most frequent first. */
  open(limit: number): Promise<readonly QuestionKey[]>;
  /** The same of those that nobody waits for, without so many. */
  openUnawaited(from: number, limit: number): Promise<readonly QuestionKey[]>;
  /** How many keys nobody has answered. */
  openCount(): Promise<number>;
  /** Of those that nobody has answered, all that somebody waits for, the most frequent first. */
  awaited(): Promise<readonly QuestionKey[]>;
  /** One that nobody has answered; null: it is answered, or kept no more. */
  openOne(key: string): Promise<QuestionKey | null>;
  /** Some of the questions of these keys as they were asked, the latest first. */
  samples(
    keys: readonly string[],
    limit: number,
  ): Promise<readonly Pick<StoredQuestion, 'text' | 'kind' | 'rows'>[]>;
  /** Keys of those that were answered by a row or a text. */
  answeredKeys(): Promise<readonly string[]>;
  /** It stays while the group is open again, until that is answered anew. */
  resolution(key: string): Promise<StoredResolution | null>;
  /** Notes that what has been said was wanted again: it is kept as long as somebody asks for it. */
  touch(key: string, at: number): Promise<void>;
  askers(keys: readonly string[]): Promise<readonly Asker[]>;
  /**
   * Answers these groups, in one transaction with what those come to who wait for them: they wait no more. false: one
   * of the groups has been answered meanwhile, and nothing was written.
   */
  resolve(answer: GroupAnswer, comesTo: (askers: readonly Asker[]) => Answered): Promise<boolean>;
  /** Notes to whom a group was forwarded, with the notice; nothing is written when it was already, or is answered. */
  forward(
    key: string,
    department: string,
    notice: Notice,
    entry: AuditEntry,
  ): Promise<'forwarded' | 'already' | 'answered'>;
  /** The departments that a group was forwarded to. */
  forwardedTo(key: string): Promise<readonly string[]>;
  /** Adds how often themes were asked for in a month, by concept id; '' = all questions. */
  addCounts(month: string, counts: ReadonlyMap<string, number>): Promise<void>;
  /** Notes that these were answered, or called wrong, which lasts until it is forgotten. */
  addAnswered(questions: readonly AnsweredQuestion[]): Promise<void>;
  /** Those that nobody has called wrong, a page at a time in order of their keys. */
  answered(after: string, limit: number): Promise<readonly AnsweredQuestion[]>;
  /** Forgets questions and askers from before, and answered ones beyond what is kept; returns how many had no answer. */
  forget(before: number): Promise<number>;
}

/** An answer that somebody may judge. */
export interface RecentAnswer {
  /** Where it is the last. */
  readonly place: string;
  /** Where it is a message of its own. */
  readonly message: string | null;
  readonly asked: AskedQuestion;
  /** It answers a question of the data: what 「このテーマ」 means from then on. */
  readonly isQuestion: boolean;
}

/** Answers of late that several instances remember together; what has expired is not there. Times are epoch ms. */
export interface AnswerStore {
  remember(answer: RecentAnswer, expiresAt: number): Promise<void>;
  /** Something else was answered in the place: by it the answer is taken no more, by its message it still is. */
  pass(place: string): Promise<void>;
  /** By message or place; it is gone under both from then on, for all who take it at once but one. */
  take(key: string, now: number): Promise<AskedQuestion | null>;
  /** The answer in this message, once; it can be taken all the same. */
  like(message: string, now: number): Promise<AskedQuestion | null>;
  /** What was asked last in a place. */
  last(place: string, now: number): Promise<AskedQuestion | null>;
  /** Forgets what has expired. */
  sweep(now: number): Promise<void>;
}

/** What is written with an answer. */
interface Answered {
  readonly entry: AuditEntry;
  readonly notices: readonly Notice[];
}

interface GroupAnswer {
  readonly keys: readonly string[];
  readonly resolution: Resolution;
  readonly at: number;
}
