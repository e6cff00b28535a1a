import { answersOf, type ChatAnswer } from '../../chat/chat.ts';
import { ask, type FeatureServices, place, today } from '../../chat/services.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { NewWords } from '../../dataset/edition/add-words.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Lang } from '../../question/answer.ts';
import type { OfferedQuestion, QuestionCards, QuestionNote } from '../cards/cards.ts';
import type { QuestionGroup } from '../decide/groups.ts';
import type { RecentAnswers } from './recent.ts';
import type { QuestionStore } from '../ports.ts';

/** What this feature is made with. */
export interface QuestionServices extends FeatureServices<QuestionCards> {
  readonly store: QuestionStore;
  readonly recent: RecentAnswers;
  /** false: nothing is kept of what people ask. */
  readonly keeps: boolean;
  /** Recipient ids of those who answer for a department. */
  readonly ownersOf: (department: string) => Promise<readonly string[]>;
  /** Makes a draft of the data with these words, tries it, and gives the card that goes on from there. */
  readonly proposeWords: (wanted: WantedWords) => Promise<ProposedWords>;
}

/** Questions in pages, each as JSON: texts go to a thread without a turn waiting for it. */
export type TriedPages = readonly string[];

/** The card of the draft, or why there is none, in the operators' words. */
export type ProposedWords = { readonly card: CardMessage } | { readonly problems: readonly string[] };

/** Words for the data, as somebody wants them. */
export interface WantedWords {
  readonly words: NewWords;
  readonly author: { readonly id: string; readonly name: string };
  /** The key of the group of questions that they are for; null = nobody has asked. */
  readonly group: string | null;
  /** What it is about, for whoever approves. */
  readonly about: string;
  /** Whose answers are looked at, before and after. */
  readonly tried: TriedPages;
  /** That should be found with them. */
  readonly wanted: { readonly question: string; readonly lang: Lang };
  /** Whoever waits is told in time that it takes long, so that all can be tried. */
  readonly mayTakeLong: boolean;
  readonly lang: Lang;
}

export const said = answersOf('unanswered');

/** Something short. */
export function noted(
  services: QuestionServices,
  what: QuestionNote,
  lang: Lang,
  offered: OfferedQuestion | null = null,
): ChatAnswer {
  return said(what, services.cards.note(what, offered, place(services, lang)));
}

const mostSamples = 5;
/** Many ask in the very same words. */
const mostRead = 50;

/** Some of a group's questions as they were asked, each once, the latest first. */
export async function samplesOf(
  { store }: Pick<QuestionServices, 'store'>,
  { keys }: Pick<QuestionGroup, 'keys'>,
): ReturnType<QuestionStore['samples']> {
  const read = await store.samples(keys, mostRead);
  const isFirst = ({ kind, text }: (typeof read)[number], index: number) =>
    read.findIndex((other) => other.kind === kind && other.text === text) === index;
  return read.filter(isFirst).slice(0, mostSamples);
}

const mostCandidates = 12;

/** Rows that may be meant: what is found, what comes near, and what has a part of the words. */
export function candidatesFor(services: QuestionServices, words: string, lang: Lang): readonly Initiative[] {
  const { hits, nearMisses } = ask(services, words, lang);
  const found = [
    ...hits.slice(0, mostCandidates),
    ...nearMisses,
    ...services.knowledge().engine.search(words, today(services), lang).slice(0, mostCandidates),
  ].map(({ initiative }) => initiative);
  return [...new Map(found.map((row) => [row.id, row])).values()].slice(0, mostCandidates);
}
