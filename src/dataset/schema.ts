import { z } from 'zod';
import { YearMonth } from '../calendar/month.ts';
import { RECURRENCES } from '../calendar/recurrence.ts';

/**
 * 実施時期 as written, and what was read from it.
 *
 * | kind | written, for example | start / end / open |
 * |---|---|---|
 * | month | R8.5 | both that month |
 * | range | R8.6～8, R9.12～R10.2, R9上半期, R9.3まで | first and last month; まで has no start |
 * | from | R8.4～, R8.6以降, R8年度から, R8.4～(通年) | first month, no end, open |
 * | within | R9年度中に導入予定, R9.3までに | some time between start and end; までに has no start |
 * | anytime | 随時, 通年 without a start | none |
 * | recurring | 毎月, 毎年5月, 毎週水曜, 四半期ごと, 年2回 | none unless a start is given |
 * | unstated | (empty), 未定 | none |
 * | unread | 準備が整い次第 | none: kept verbatim only |
 */
export const Schedule = z.strictObject({
  /** Verbatim, whatever the document says; '' when it says nothing. */
  text: z.string(),
  kind: z.enum(['month', 'range', 'from', 'within', 'anytime', 'recurring', 'unstated', 'unread']),
  start: YearMonth.nullable(),
  end: YearMonth.nullable(),
  /** Goes on after `start` with no stated end. */
  open: z.boolean(),
  /** The document names a month, not only a year, fiscal year or half (R8以降 does not). */
  monthStated: z.boolean(),
  recurrence: z.enum(RECURRENCES).nullable(),
  /**
   * Months of the year (1–12), as written: those of a recurrence (毎年5月 → [5], 年2回（6月・12月） → [6, 12]), or, of a
   * range without recurrence, the only ones of it that are meant (R8.4、R8.10 → [4, 10]). Empty when none is stated.
   */
  recurrenceMonths: z.array(z.int().min(1).max(12)),
});
export type Schedule = z.infer<typeof Schedule>;

/** What the words say of how far it has come: 予定 → planned, 検討(中) → considering, else null. */
export const Stage = z.enum(['planned', 'considering']).nullable();
export type Stage = z.infer<typeof Stage>;

const ContactText = z.string().trim().min(1).max(100);

/** What stands before an @ looks like the place that a link leads to, and is none. */
function isPlain(link: string): boolean {
  const url = URL.parse(link);
  return url !== null && url.username === '' && url.password === '' && url.port === '';
}

/** Whom to ask, as the document or its editors say it; at least one of these. */
export const Contact = z
  .strictObject({
    /** The office within the department: 人材育成課 研修係. */
    office: ContactText.optional(),
    /** 内線, as it is dialled. */
    extension: ContactText.optional(),
    /** A person's name. */
    person: ContactText.optional(),
    /** The person's address, by which Teams opens a chat; the office's own where no person is named. */
    email: z.email().max(254).optional(),
    /** Link to a channel of Teams. */
    channel: z
      .url({ protocol: /^https$/, hostname: /^teams\.(microsoft\.com|cloud\.microsoft)$/ })
      .refine(isPlain, 'names a user or a port')
      .optional(),
  })
  .refine((contact) => Object.values(contact).some((value) => value !== undefined), 'says nothing');
export type Contact = z.infer<typeof Contact>;

/** One row of the document: what the document says, verbatim, beside what was read from it. */
export const Initiative = z.strictObject({
  /** Stable: survives a rename and a new edition. */
  id: z.string().regex(/^[a-z0-9-]{4,40}$/),
  /** The document's department heading, verbatim. */
  department: z.string().min(1),
  /** 取組名, verbatim. */
  name: z.string().min(1),
  /** 概要; an inline HTML list has become lines that start with "・". */
  summary: z.string(),
  schedule: Schedule,
  stage: Stage,
  /** 備考, '' when empty. */
  remarks: z.string(),
  /** Where it is another than its department's. */
  contact: Contact.optional(),
  source: z.strictObject({
    /** 1-based line of the document. */
    line: z.int().positive(),
    /** The row's text as it stands in the document. */
    text: z.string(),
  }),
});
export type Initiative = z.infer<typeof Initiative>;

export const Department = z.strictObject({
  /** As in the document's heading. */
  name: z.string().min(1),
  /** Curated; null until someone has written it. */
  en: z.string().nullable(),
  /** Reading in hiragana; null until someone has written it. */
  kana: z.string().nullable(),
  /** Other names that staff use, beyond those that follow from the name by rule (消防局 → 消防). */
  aliases: z.array(z.string()),
  /** Whom to ask about its rows. */
  contact: Contact.optional(),
});
export type Department = z.infer<typeof Department>;

/** A name that stands for several departments, beyond those that follow from the names (…区役所 → 区役所). */
export const DepartmentGroup = z.strictObject({
  names: z.array(z.string()).min(1),
  departments: z.array(z.string()).min(1),
});
export type DepartmentGroup = z.infer<typeof DepartmentGroup>;

/** Where the rows come from, shown with every answer. */
export const Source = z.strictObject({
  title: z.string(),
  publisher: z.string(),
  /** Month of the document, when it says one. */
  date: YearMonth.nullable(),
  /** As the document writes it: 令和8年6月. */
  dateText: z.string(),
  /** From April; where the document says it elsewhere than in its title, or somebody has said it. Never guessed. */
  fiscalYear: z.int().min(1989).max(2200).optional(),
  file: z.string(),
  sha256: z.string(),
});
export type Source = z.infer<typeof Source>;

/** data/initiatives.json: exactly what the importer makes of the document. */
export const InitiativesFile = z.strictObject({ source: Source, initiatives: z.array(Initiative) });
export type InitiativesFile = z.infer<typeof InitiativesFile>;

/** data/departments.json: the headings in the document's order (importer), with curated names. */
export const DepartmentsFile = z.strictObject({
  departments: z.array(Department),
  groups: z.array(DepartmentGroup),
});
export type DepartmentsFile = z.infer<typeof DepartmentsFile>;

/** What a concept is, without its words. */
export const ConceptHead = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  label: z.strictObject({ ja: z.string().min(1), en: z.string().min(1) }),
  /** topic: what is done. audience: whom it is for or who takes part. actor: who does it (局長による). */
  kind: z.enum(['topic', 'audience', 'actor']).default('topic'),
  /** How much it counts beside other things asked for; below 1 for what every row is about (働きがい). */
  weight: z.number().positive().max(2).default(1),
});

/**
 * A thing that rows and questions speak of, with the words for it in both languages (data/thesaurus/*.txt).
 * Terms are matched as substrings after folding (width, case, katakana → hiragana, long vowels), the longest first.
 */
export interface Concept extends z.infer<typeof ConceptHead> {
  /** Japanese words, as documents and questions write them. */
  readonly terms: readonly string[];
  /** Readings in hiragana of words written in kanji, for questions typed in kana or romaji. */
  readonly kana: readonly string[];
  /** English words and phrases, singular. */
  readonly en: readonly string[];
  /** Words that only a question uses, ja or en: needs, colloquial forms, stems (辞めちゃ, 帰れない). Never looked for in rows. */
  readonly asks: readonly string[];
  /** Longer words that contain a term and mean something else (新採用 for 採用). */
  readonly not: readonly string[];
  /** A row with this concept also answers a question for these wider ones. */
  readonly broader: readonly string[];
  /** What serves it: a row with one of these answers most who ask for it (overtime: outsourcing, AI). */
  readonly means: readonly string[];
  /** Sometimes what is meant, sometimes not: says less. */
  readonly related: readonly string[];
}

/** What an editor has written for one row (data/expansions.txt), so that it is found and shown better. */
export const Expansion = z.strictObject({
  id: z.string(),
  en: z.strictObject({ name: z.string().min(1), summary: z.string(), remarks: z.string() }).nullable(),
  /** Questions, in either language, whose answer is this row. */
  questions: z.array(z.string().min(1)),
  /** Concepts that the row is about although its text has no word for them. */
  themes: z.array(z.string()),
});
export type Expansion = z.infer<typeof Expansion>;

/** A need that several rows answer, and questions that ask for it (data/wishes.txt). */
export const Wish = z.strictObject({
  id: z.string(),
  label: z.string(),
  /** Ids; those that an edition has no longer count for nothing. */
  rows: z.array(z.string()).min(1),
  /** In either language: all of the rows answer each. */
  questions: z.array(z.string().min(1)).min(1),
});
export type Wish = z.infer<typeof Wish>;

/** A part of department names, with the English that may stand for it: 福祉 → welfare. No city's own names. */
export const DepartmentWord = z.strictObject({
  ja: z.array(z.string().min(1)).min(1),
  /** Reading in hiragana, the same for all of `ja`. */
  kana: z.string().min(1),
  en: z.array(z.string().min(1)),
  /** What an office of that name sees to (道路, 橋), parted by a comma and a space: it is asked for by it, too. */
  duties: z.string().min(1).optional(),
});
export type DepartmentWord = z.infer<typeof DepartmentWord>;

/** data/department-words.json */
export const DepartmentWordsFile = z.strictObject({ words: z.array(DepartmentWord) });
export type DepartmentWordsFile = z.infer<typeof DepartmentWordsFile>;

/**
 * Words that say how something is asked, not what; of both languages, and of no city.
 *
 * | role | it |
 * |---|---|
 * | stop | says nothing: particles, polite forms, words that every question or row has |
 * | light | ranks and never decides alone |
 * | frame | says why or how the answer is wanted (a good example, a list): light, but a concept's word where nothing else is asked for |
 * | or, and, not | joins or leaves out |
 * | organisation | makes a department's name of what stands before it |
 */
const GrammarWords = z.strictObject({
  role: z.enum(['stop', 'light', 'frame', 'or', 'and', 'not', 'organisation']),
  /** Why these words play the role. */
  why: z.string().min(1),
  words: z.array(z.string().min(1)).min(1),
});
type GrammarWords = z.infer<typeof GrammarWords>;

/** data/grammar.json */
export const GrammarFile = z.strictObject({ blocks: z.array(GrammarWords).min(1) });

const Numbers = z.array(z.number());

/** data/judge.json: how likely a row answers a question, learned from the labelled questions by `npm run train`. */
export const JudgeWeights = z.strictObject({
  /** What it was trained on and how. */
  recipe: z.record(z.string(), z.unknown()),
  /** Names of the features, in the order of the weights. */
  features: z.array(z.string()),
  /** What is said of a row (log odds) before any tree. */
  bias: z.number(),
  /** Of each tree, its first node. */
  roots: Numbers,
  /**
   * Nodes of all trees: a feature with the highest value that goes left, to the node behind; higher ones go `right`.
   * -1 instead of a feature ends a tree, and its value is what the tree says.
   */
  nodes: z.strictObject({ feature: Numbers, value: Numbers, right: Numbers }),
  bounds: z.strictObject({
    /** Nothing answers unless the likeliest row is so likely. */
    least: z.number(),
    /** Then every row answers that is so likely … */
    others: z.number(),
    /** … and so likely as a share of the likeliest. */
    shareOfBest: z.number(),
    /** Rows that do not answer stand near from this likelihood on. */
    near: z.number(),
  }),
});
export type JudgeWeights = z.infer<typeof JudgeWeights>;

/** Everything the bot knows, checked: ids unique, every reference resolves. */
export interface Dataset {
  readonly source: Source;
  readonly departments: readonly Department[];
  readonly groups: readonly DepartmentGroup[];
  readonly initiatives: readonly Initiative[];
  readonly concepts: readonly Concept[];
  readonly departmentWords: readonly DepartmentWord[];
  readonly grammar: readonly GrammarWords[];
  readonly expansions: ReadonlyMap<string, Expansion>;
  readonly wishes: readonly Wish[];
  readonly judge: JudgeWeights;
  /** Changes whenever anything above changes: a hash of the files. */
  readonly revision: string;
}
