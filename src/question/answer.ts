import type { Initiative } from '../dataset/schema.ts';
import { RECURRENCES } from '../calendar/recurrence.ts';
import type { YearMonth } from '../calendar/month.ts';

export type Lang = 'ja' | 'en';

/** Why a row is there: what of the question met what of the row. */
export interface Reason {
  /** `means`: the row says something that serves it; `like`: something near to it. */
  readonly kind: 'department' | 'time' | 'stage' | 'concept' | 'text' | 'question' | 'means' | 'like';
  /** Where in the row; `question` = one of the row's curated questions. */
  readonly field: 'department' | 'name' | 'summary' | 'remarks' | 'schedule' | 'question' | 'themes';
  /** The words of the question. */
  readonly asked: string;
  /** The words of the row. */
  readonly found: string;
}

export interface Hit {
  readonly initiative: Initiative;
  /** Ranking only; 0…1, higher is better. */
  readonly score: number;
  readonly reasons: readonly Reason[];
  /** Filed under one department, but about these others that were asked for. */
  readonly about: readonly string[];
}

/** A list of hits, each of which may be made only when somebody looks at it. Arrays are such lists. */
export interface Hits extends Iterable<Hit> {
  readonly length: number;
  slice(start: number, end: number): readonly Hit[];
  map<T>(each: (hit: Hit, position: number) => T): T[];
  filter(test: (hit: Hit) => boolean): Hit[];
  /** How many there are of each department, in the order of the hits, where that is known without looking at each. */
  readonly byDepartment?: ReadonlyMap<string, number>;
}

/** How many hits there are of each department, in the order of the hits. */
export function hitsByDepartment(hits: Hits): ReadonlyMap<string, number> {
  if (hits.byDepartment !== undefined) return hits.byDepartment;
  const counts = new Map<string, number>();
  for (const { initiative } of hits)
    counts.set(initiative.department, (counts.get(initiative.department) ?? 0) + 1);
  return counts;
}

/** Months, both ends included; null = unbounded. */
export interface Period {
  readonly from: YearMonth | null;
  readonly to: YearMonth | null;
}

/** What a schedule may be asked for: bounded = from a month to a month, monthUnstated = a year without one. */
export const SCHEDULE_KINDS = [
  ...RECURRENCES,
  ...(['recurring', 'allYear', 'bounded', 'anytime', 'unstated', 'monthUnstated'] as const),
] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

/** How a row's time is to stand to what was asked for: see TimeFacet. */
export const TIME_RELATIONS = ['starts', 'runs', 'ended', 'notStarted', 'in'] as const;

/** The time that was asked for. */
export interface TimeFacet {
  /**
   * starts: begins in it. runs: covers some of it, open-ended ones included. ended: over before its end.
   * notStarted: begins after today, and in it when it is bounded.
   * in: nothing was said: begins in it, is a stated period that covers it, or recurs in it.
   */
  readonly relation: (typeof TIME_RELATIONS)[number];
  /** One or more, any of which will do (7月か10月). */
  readonly periods: readonly Period[];
}

export interface Topic {
  /** As the person wrote it. */
  readonly words: string;
  /** Concept label in both languages, or null when the words are looked for as they stand. */
  readonly label: { readonly ja: string; readonly en: string } | null;
  readonly conceptId: string | null;
}

/** What was read from the question; shown to the person under the headline. */
export interface Understood {
  readonly intent: Intent;
  readonly departments: readonly string[];
  readonly excludedDepartments: readonly string[];
  readonly time: TimeFacet | null;
  readonly scheduleKinds: readonly ScheduleKind[];
  readonly stages: readonly ('planned' | 'considering' | 'running' | 'ended')[];
  /** The time or one of the kinds of schedule will do. */
  readonly either: boolean;
  /** The kinds of schedule and stages are those that are not meant. */
  readonly except: boolean;
  /** Alternatives inside a group are OR, groups are AND. */
  readonly topics: readonly (readonly Topic[])[];
  readonly excludedTopics: readonly Topic[];
  /** Of those that would answer, who start before all others, or after. */
  readonly extreme: 'first' | 'last' | 'busiest' | 'quietest' | null;
  /** Only rows with remarks. */
  readonly remarked: boolean;
  /** It refined the previous question of the conversation. */
  readonly refined: boolean;
}

export type Intent =
  | 'find'
  | 'fact'
  | 'count'
  | 'compare'
  /** Which departments are there; which have N rows; which has most; which do not do X. */
  | 'departments'
  | 'help'
  | 'greeting';

/** A fact that was asked for, taken from one row's own fields. */
export interface Fact {
  readonly initiative: Initiative;
  readonly asks: 'when' | 'who' | 'where' | 'howMany' | 'howOften' | 'what' | 'why' | 'which';
  readonly field: 'schedule' | 'summary' | 'remarks' | 'name' | 'department';
  /** The part of the field's text that answers, verbatim. */
  readonly text: string;
}

export interface DepartmentCount {
  readonly department: string;
  readonly count: number;
}

/** How the departments of a `departments` answer were chosen. */
export type DepartmentsAsk =
  | { readonly kind: 'list' }
  | { readonly kind: 'most' | 'fewest'; readonly count: number }
  | { readonly kind: 'exactly' | 'atLeast' | 'atMost'; readonly count: number }
  /** Departments with no row that matches the topics; `others`: those that were asked about and have one. */
  | { readonly kind: 'without'; readonly others: readonly string[] };

/** A condition of a question. */
export type Facet = 'departments' | 'time' | 'topics' | 'remarks';

/** A condition of the question that can be taken off, and the question without it. */
export interface Relaxation {
  readonly facet: Exclude<Facet, 'remarks'>;
  /** One that the engine reads as the same question without the condition. */
  readonly question: string;
}

/** How an answer follows from the one before; null in an answer to a question that stands for itself. */
export interface Follows {
  /** refined: with conditions taken over. rows: of the rows answered. rest: those not shown yet. similar: like those answered. */
  readonly kind: 'refined' | 'rows' | 'rest' | 'similar';
  /** The conditions taken over. */
  readonly carried: readonly Facet[];
  /** The conditions that the message itself has said. */
  readonly said: readonly Facet[];
  /** It asks of rows whether a time is theirs. */
  readonly timed?: boolean;
  /** The rows before these, and all there are: of the rest. */
  readonly before: number;
  readonly total: number;
}

/** What a question without rows has when one condition is taken off. */
interface Unmet {
  readonly facet: Facet;
  /** The conditions that remain. */
  readonly understood: Understood;
  /** How many rows there are then. */
  readonly count: number;
}

/** The other reading of an ambiguous question, offered as a button. */
export interface Alternative {
  readonly kind: 'starts' | 'runs' | 'all' | 'any';
  /** A question that the engine reads that way. */
  readonly question: string;
  readonly count: number;
}

/** How rows of a document stand to those of an earlier fiscal year's. */
export type EditionRelation = 'carried' | 'added' | 'gone';

/** The whole answer as plain values; cards/ makes sentences and cards of it. */
export interface Answer {
  readonly intent: Intent;
  readonly lang: Lang;
  /** The question as asked, trimmed. */
  readonly question: string;
  /** ISO date the answer holds for. */
  readonly today: string;
  readonly understood: Understood;
  /** The rows that answer, best first (or in the order asked for). All of them. */
  readonly hits: Hits;
  /** Close, but no answer, or what others do about the departments asked for: shown apart. At most three. */
  readonly nearMisses: readonly Hit[];
  /** Words of the question that nothing in the data has. */
  readonly unknownWords: readonly string[];
  readonly fact: Fact | null;
  /** What was asked of the one row answered, where nothing in it tells that. */
  readonly untold: Exclude<Fact['asks'], 'what' | 'which'> | null;
  /** For count: rows (or departments) counted. */
  readonly count: number | null;
  /** What `count` counts. */
  readonly counted: 'initiatives' | 'departments' | null;
  readonly departmentsAsk: DepartmentsAsk | null;
  /** For departments answers, in the document's order or by count; for compare, when numbers are compared. */
  readonly departments: readonly DepartmentCount[];
  readonly alternative: Alternative | null;
  readonly follows: Follows | null;
  /** The row that `hits` are like, where something similar was asked for. */
  readonly similarTo: Initiative | null;
  /** Where no row answers, what there is when one condition is taken off; null where there is nothing then either. */
  readonly unmet: Unmet | null;
  /** Where conditions were taken over, or are too many to name: those that can be taken off. */
  readonly relaxations: readonly Relaxation[];
  /** Serialisable; handed back with the next question of the same person in the same conversation. */
  readonly context: QuestionContext | null;
  /** Its rows were chosen by a reader beside the engine. */
  readonly isRead: boolean;
  /** Not of the newest document alone: of that of this fiscal year, or of both compared. */
  readonly edition?: { readonly year: number; readonly relation: EditionRelation | null };
}

/** What a follow-up refines (その中で, 8月は?, 他に). Kept by the caller for 30 minutes. */
export interface QuestionContext {
  /** The analysed query; opaque to everybody but question/. */
  readonly query: unknown;
  /** Of the dataset that it was answered from; of another one nothing is refined. */
  readonly revision?: string | undefined;
  /** Ids of the rows answered. */
  readonly ids: readonly string[];
  /** How many of them have been shown. */
  readonly shown: number;
  /** Of one row that was picked out: the list that it stood in. */
  readonly listed?: readonly string[] | undefined;
  /** The list that `listed` was narrowed from. */
  readonly widest?: readonly string[] | undefined;
  /** Rows that the answers before this one showed, the latest first. */
  readonly earlier?: readonly string[] | undefined;
  /** The conditions that a follow-up added. */
  readonly said?: readonly Facet[] | undefined;
}

/** Rows that an answer shows at once: 次 goes on after these. */
export const SHOWN_AT_ONCE = 5;

/** The engine as the rest of the house sees it; built once per dataset revision. */
export interface Engine {
  /** Pure: the same question, day and context give the same answer. */
  ask(question: AskInput): Answer;
  /** The rows that may answer, for a reader; null where facets alone decide, or no row is asked for. */
  candidates(question: AskInput): Candidates | null;
  /** Like ones in other departments, best first. */
  similar(id: string, limit: number): readonly Hit[];
  /** For message-extension search as somebody types: best first, all rows when text is blank. */
  search(text: string, today: string, lang: Lang): Hits;
}

/** Rows that meet every facet of a question: all of up to 150, else the 60 likeliest; the likeliest first. */
export interface Candidates {
  readonly rows: readonly Initiative[];
  /** The engine finds nothing, or a row that it leaves out is about as likely as one that it takes. */
  readonly isUnsure: boolean;
}

/** What a reader chose, by the rows' ids. */
export interface Reading {
  readonly answers: readonly string[];
  /** Close, but no answer. */
  readonly near: readonly string[];
}

export interface AskInput {
  readonly text: string;
  /** ISO date, YYYY-MM-DD, in the city's zone. */
  readonly today: string;
  /** The person's language; the question's own language wins when it is clear. */
  readonly lang: Lang;
  readonly previous: QuestionContext | null;
  /** Rows that a reader chose among the candidates: they stand for what the engine would choose. */
  readonly chosen?: Reading | null;
}
