import { can } from '../../access/roles.ts';
import { isAlone, type Visitor } from '../../chat/visitor.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import { ask, findRow, place } from '../../chat/services.ts';
import type { NewWords } from '../../dataset/edition/add-words.ts';
import { nameKey } from '../../dataset/name-key.ts';
import type { Concept } from '../../dataset/schema.ts';
import type { QuestionAction } from '../cards/actions.ts';
import type { WordsView } from '../cards/cards.ts';
import type { QuestionGroup } from '../decide/groups.ts';
import { candidatesFor, noted, type QuestionServices, said, samplesOf, type TriedPages } from './services.ts';

type Request = Extract<QuestionAction, { do: 'unanswered.words' | 'unanswered.addWords' }>;

const mostConcepts = 12;
/** Shorter ones are in too many words. */
const leastTermChars = 2;

/** The form for words that are missing (`group` null: that nobody has asked for yet); filled in, a draft of the data that has them. */
export async function answerWords(
  services: QuestionServices,
  group: QuestionGroup | null,
  request: Request,
  { visitor, tried }: { readonly visitor: Visitor; readonly tried: () => Promise<TriedPages> },
): Promise<ChatAnswer> {
  const { lang } = request;
  if (!can(visitor.roles, 'sortQuestions')) return noted(services, 'onlyHr', lang);
  const samples = group ? (await samplesOf(services, group)).map(({ text }) => text) : [];
  const asked = samples[0] ?? group?.label ?? '';
  const show = (what: string, filled: Partial<Filled>) => {
    const view = wordsView(services, group, { ...request, note: null, problems: [], ...filled }, asked);
    const terms = filled.terms ?? (request.terms || unknownIn(group?.label ?? '', view));
    return said(what, services.cards.words({ ...view, terms }, place(services, lang)), true);
  };
  if (request.do === 'unanswered.words') {
    const questions = request.questions || [...new Set([asked, ...samples])].join('\n');
    return show('words', { questions });
  }
  const words = wordsIn(services, request);
  const { terms } = request;
  if (words.row === null && words.concept === null) return show('needsWords', { note: 'needsWords', terms });
  const [word = ''] = words.concept?.terms ?? words.row?.questions ?? [];
  const proposed = await services.proposeWords({
    words,
    author: { id: visitor.personId, name: visitor.name },
    group: group?.key ?? null,
    about:
      group?.label ?? [words.concept?.label, ...(words.concept?.terms ?? [word])].filter(Boolean).join('、'),
    tried: await tried(),
    mayTakeLong: isAlone(visitor),
    wanted: { question: asked || word, lang },
    lang,
  });
  if ('card' in proposed) return { ...said('words proposed', proposed.card, true), isWritten: true };
  // Nothing that was filled in is lost.
  const { problems } = proposed;
  return show('needsOtherWords', { note: 'needsOtherWords', problems, terms });
}

/** What has been filled in. */
function wordsIn(services: QuestionServices, { row, concept, ...filled }: Request): NewWords {
  const questions = partsOf(filled.questions, '\n');
  const terms = partsOf(filled.terms, /[,、，\n]/).filter((term) => term.length >= leastTermChars);
  const chosen = services.knowledge().data.concepts.find(({ id }) => id === concept);
  return {
    row: row !== '' && questions.length > 0 ? { id: row, questions } : null,
    concept: chosen && terms.length > 0 ? { id: chosen.id, label: chosen.label.ja, terms } : null,
  };
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
  services: QuestionServices,
  group: QuestionGroup | null,
  { row, search, concept, questions, terms, note, problems, lang }: Filled,
  asked: string,
): WordsView {
  const words = search || asked;
  const found = words === '' ? [] : candidatesFor(services, words, lang);
  const chosen = findRow(services, row);
  // What has been chosen stays to be chosen.
  const candidates = chosen && !found.includes(chosen) ? [chosen, ...found] : found;
  const texts = [asked, search, ...candidates.map(({ name }) => name)].filter((text) => text !== '');
  const topics = texts.flatMap((text) => ask(services, text, 'ja').understood.topics.flat());
  const { concepts } = services.knowledge().data;
  const known = new Map(concepts.map(({ id, label }) => [id, label]));
  const ids = [
    ...(known.has(concept) ? [concept] : []),
    ...conceptsNamed(search, concepts),
    ...topics.flatMap(({ conceptId }) => conceptId ?? []),
  ];
  return {
    group: group && { key: group.key, label: group.label },
    candidates,
    concepts: new Map([...new Set(ids)].slice(0, mostConcepts).map((id) => [id, known.get(id)!])),
    row,
    search,
    concept,
    questions,
    terms,
    note,
    problems,
  };
}

/** Concepts whose name or words have this in them, those that are called so first. */
function conceptsNamed(text: string, concepts: readonly Concept[]): readonly string[] {
  const key = nameKey(text);
  if (key === '') return [];
  const found = concepts.flatMap(({ id, label, terms, en }) => {
    const names = [label.ja, label.en, ...terms, ...en].map(nameKey);
    return names.some((name) => name.includes(key)) ? [{ id, isNamed: names.includes(key) }] : [];
  });
  return found.toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed)).map(({ id }) => id);
}
