import { isAlone, type Visitor } from '../../chat/visitor.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import { ask, findRow, place } from '../../chat/parts.ts';
import type { QuestionAction } from '../cards/actions.ts';
import type { WordsView } from '../cards/cards.ts';
import type { QuestionGroup } from '../decide/groups.ts';
import { candidatesFor, mostSamples, type QuestionParts, said, type TriedPages } from './parts.ts';

type Request = Extract<QuestionAction, { do: 'unanswered.words' | 'unanswered.addWords' }>;

const mostConcepts = 12;
/** Shorter ones are in too many words. */
const leastTermChars = 2;

/** The form for words that were missing; filled in, a draft of the data that has them. */
export async function answerWords(
  parts: QuestionParts,
  group: QuestionGroup,
  request: Request,
  { visitor, tried }: { readonly visitor: Visitor; readonly tried: () => Promise<TriedPages> },
): Promise<ChatAnswer> {
  const { cards } = parts;
  const { lang } = request;
  const [first, ...more] = await parts.store.samples(group.keys, mostSamples);
  const asked = first?.text ?? group.label;
  if (request.do === 'unanswered.words') {
    const questions = request.questions || [asked, ...more.map(({ text }) => text)].join('\n');
    const filled = { ...request, questions, note: null, problems: [] };
    const view = wordsView(parts, group, filled, asked);
    const terms = request.terms || unknownIn(group.label, view);
    return said('words', cards.words({ ...view, terms }, place(parts, lang)), true);
  }
  const { row, concept } = request;
  const questions = partsOf(request.questions, '\n');
  const terms = partsOf(request.terms, /[,、，\n]/).filter((term) => term.length >= leastTermChars);
  const words = {
    row: row !== '' && questions.length > 0 ? { id: row, questions } : null,
    concept: concept !== '' && terms.length > 0 ? { id: concept, terms } : null,
  };
  if (words.row === null && words.concept === null) {
    const view = wordsView(parts, group, { ...request, note: 'needsWords', problems: [] }, asked);
    return said('needsWords', cards.words(view, place(parts, lang)), true);
  }
  const proposed = await parts.proposeWords({
    words,
    author: { id: visitor.personId, name: visitor.name },
    about: group.label,
    tried: await tried(),
    mayTakeLong: isAlone(visitor),
    wanted: { question: asked, lang },
    lang,
  });
  if ('card' in proposed) return said('words proposed', proposed.card, true);
  // Nothing that was filled in is lost.
  const { problems } = proposed;
  const view = wordsView(parts, group, { ...request, note: 'needsOtherWords', problems }, asked);
  return said('needsOtherWords', cards.words(view, place(parts, lang)), true);
}

const partsOf = (text: string, separator: string | RegExp): readonly string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What of a group's label is no concept's own. */
function unknownIn(label: string, { concepts }: Pick<WordsView, 'concepts'>): string {
  const known = new Set([...concepts.values()].map(({ ja }) => ja));
  return label
    .split(' · ')
    .filter((part) => !known.has(part))
    .join('、');
}

interface Filled extends Pick<
  WordsView,
  'row' | 'search' | 'concept' | 'questions' | 'terms' | 'note' | 'problems'
> {
  readonly lang: Request['lang'];
}

/** The rows that come near, and what these are about. */
function wordsView(
  parts: QuestionParts,
  { key, label }: QuestionGroup,
  { row, search, concept, questions, terms, note, problems, lang }: Filled,
  asked: string,
): WordsView {
  const found = candidatesFor(parts, search || asked, lang);
  const chosen = findRow(parts, row);
  // What has been chosen stays to be chosen.
  const candidates = chosen && !found.includes(chosen) ? [chosen, ...found] : found;
  const texts = [asked, ...(search === '' ? [] : [search]), ...candidates.map(({ name }) => name)];
  const topics = texts.flatMap((text) => ask(parts, text, 'ja').understood.topics.flat());
  const concepts = topics.flatMap((topic) =>
    topic.conceptId !== null && topic.label !== null ? [[topic.conceptId, topic.label] as const] : [],
  );
  return {
    group: { key, label },
    candidates,
    concepts: new Map([...new Map(concepts)].slice(0, mostConcepts)),
    row,
    search,
    concept,
    questions,
    terms,
    note,
    problems,
  };
}
