import type { Visitor } from '../../chat/visitor.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import { ask, place } from '../../chat/parts.ts';
import type { QuestionAction } from '../cards/actions.ts';
import type { WordsView } from '../cards/cards.ts';
import type { QuestionGroup } from '../decide/groups.ts';
import { candidatesFor, mostSamples, type QuestionParts, said, type TriedQuestion } from './parts.ts';

type Request = Extract<QuestionAction, { do: 'unanswered.words' | 'unanswered.addWords' }>;

const mostConcepts = 12;
/** Shorter ones are in too many words. */
const leastTermChars = 2;

/** The form for words that were missing; filled in, a draft of the data that has them. */
export async function answerWords(
  parts: QuestionParts,
  group: QuestionGroup,
  request: Request,
  { visitor, tried }: { readonly visitor: Visitor; readonly tried: () => readonly TriedQuestion[] },
): Promise<ChatAnswer> {
  const { cards } = parts;
  const { lang } = request;
  const [first, ...more] = await parts.store.samples(group.keys, mostSamples);
  const asked = first?.text ?? group.label;
  if (request.do === 'unanswered.words') {
    const questions = [asked, ...more.map(({ text }) => text)].join('\n');
    const filled = { row: request.row, concept: '', questions, terms: group.label, note: null, problems: [] };
    const view = wordsView(parts, group, { ...filled, search: request.search || asked, lang });
    return said('words', cards.words(view, place(parts, lang)), true);
  }
  const { row, concept } = request;
  const questions = partsOf(request.questions, '\n');
  const terms = partsOf(request.terms, /[,、，\n]/).filter((term) => term.length >= leastTermChars);
  const words = {
    row: row !== '' && questions.length > 0 ? { id: row, questions } : null,
    concept: concept !== '' && terms.length > 0 ? { id: concept, terms } : null,
  };
  if (words.row === null && words.concept === null) {
    const view = wordsView(parts, group, {
      ...request,
      note: 'needsWords',
      problems: [],
      search: asked,
      lang,
    });
    return said('needsWords', cards.words(view, place(parts, lang)), true);
  }
  const proposed = await parts.proposeWords({
    words,
    author: { id: visitor.personId, name: visitor.name },
    about: group.label,
    tried: tried(),
    wanted: { question: asked, lang },
    lang,
  });
  if ('card' in proposed) return said('words proposed', proposed.card, true);
  // Nothing that was filled in is lost.
  const { problems } = proposed;
  const view = wordsView(parts, group, {
    ...request,
    note: 'needsOtherWords',
    problems,
    search: asked,
    lang,
  });
  return said('needsOtherWords', cards.words(view, place(parts, lang)), true);
}

const partsOf = (text: string, separator: string | RegExp): readonly string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

type Filled = Pick<WordsView, 'row' | 'concept' | 'questions' | 'terms' | 'note' | 'problems'>;

/** The rows that come near, and what these are about. */
function wordsView(
  parts: QuestionParts,
  { key, label }: QuestionGroup,
  { search, lang, ...filled }: Filled & { readonly search: string; readonly lang: Request['lang'] },
): WordsView {
  const candidates = candidatesFor(parts, search, lang);
  const texts = [search, ...candidates.map(({ name }) => name)];
  const topics = texts.flatMap((text) => ask(parts, text, 'ja').understood.topics.flat());
  const concepts = topics.flatMap((topic) =>
    topic.conceptId !== null && topic.label !== null ? [[topic.conceptId, topic.label] as const] : [],
  );
  const { row, concept, questions, terms, note, problems } = filled;
  return {
    group: { key, label },
    candidates,
    concepts: new Map([...new Map(concepts)].slice(0, mostConcepts)),
    row,
    concept,
    questions,
    terms,
    note,
    problems,
  };
}
