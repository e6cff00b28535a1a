import { can } from '../../access/roles.ts';
import { createAllowance } from '../../chat/allowance.ts';
import type { InvalidPress } from '../../cards/presses.ts';
import { type ChatAnswer, createChat, type FeatureChat } from '../../chat/chat.ts';
import { ask, place } from '../../chat/services.ts';
import type { Visitor } from '../../chat/visitor.ts';
import { type GivenAnswer, givenBy } from '../../chat/given.ts';
import type { Lang } from '../../question/answer.ts';
import { parseQuestionAction, type QuestionAction } from '../cards/actions.ts';
import type { QuestionList } from '../decide/groups.ts';
import { type AskedQuestion, askedOf, keptOf } from '../decide/question.ts';
import { type AnsweredQuestions, createAnsweredQuestions } from './answered.ts';
import { answerGroup, findList, findPage, tellWhatIsFound, viewOf } from './answering.ts';
import type { KeptResolution, QuestionStore } from '../ports.ts';
import { noted, type QuestionServices, said } from './services.ts';
import { createTally } from './tally.ts';
import { parseQuestionWords, type QuestionWords } from './words.ts';

/** A press on Teams' own feedback buttons: learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content */
interface Feedback {
  readonly do: 'unanswered.feedback';
  readonly lang: Lang;
  readonly isGood: boolean;
  /** What was written beside it. */
  readonly words: string;
  /** The message that it is about, in its conversation. */
  readonly message: string;
}

/** Of what one person asks in ten minutes so much is kept for HR to read: a script would bury what others ask. */
const mostKept = 40;
const keptWindowMs = 10 * 60_000;

type QuestionRequest = QuestionAction | QuestionWords | Feedback;

/** Where an answer has gone. */
interface AnswerPlace {
  readonly place: string;
  /** Where it is a message of its own. */
  readonly message: string | null;
  readonly personId: string;
}

/** The feature as a conversation knows it. */
export interface QuestionChat extends FeatureChat<QuestionRequest | InvalidPress> {
  parseFeedback(feedback: Omit<Feedback, 'do'>): QuestionRequest;
  /** What has been said to the question since it found nothing, or was marked wrong; null = nothing, and it is kept. */
  second(given: GivenAnswer, personId: string): Promise<ChatAnswer | null>;
  /** Remembers an answer that has gone out, and where. */
  answered(given: GivenAnswer, where: AnswerPlace): void;
  /** Something that answers no question has gone out: a "wrong" that follows is about that. */
  answeredOtherwise(place: string): void;
  /** The question that was asked last in a place; null = none of late. */
  lastAsked(place: string): Promise<string | null>;
  /** The groups that nobody has answered, the largest first. */
  groups(): Promise<QuestionList>;
  /** Looks whether the data, which have changed, answer what somebody waits for. */
  lookAgain(): Promise<void>;
  /** Reads again which groups have been answered, and writes how often themes were asked for. */
  refresh(): Promise<void>;
}

/** Answers everything about questions without an answer; never rejects. */
export function createQuestionChat(services: QuestionServices): QuestionChat {
  const answered = createAnsweredQuestions(services);
  /** Keys of groups that were marked wrong and have been answered since: known without asking the database. */
  let answeredKeys: ReadonlySet<string> = new Set();
  const tally = createTally(services);
  const allowance = createAllowance({ most: mostKept, windowMs: keptWindowMs, now: services.now });
  const mayKeep = (personId: string) => allowance.take(personId);
  const refresh = async () => {
    if (!services.keeps) return;
    answeredKeys = new Set(await services.store.answeredKeys());
    await tally.write();
    await answered.write();
  };
  const chat = createChat<QuestionRequest>({
    parseWords: parseQuestionWords,
    parseAction: parseQuestionAction,
    async answer(request, visitor) {
      const answer = await answerRequest({ ...services, mayKeep, answered }, request, visitor);
      if (answer?.intent === 'unanswered answered') await refresh();
      return answer;
    },
    note: (what, { lang }) => noted(services, what, lang),
    onError: services.onError,
  });
  return {
    ...chat,
    parseFeedback: (feedback) => ({ do: 'unanswered.feedback', ...feedback }),
    async second(given, personId) {
      try {
        return await secondThought(services, given, { answeredKeys, mayKeep: () => mayKeep(personId) });
      } catch (error) {
        // What cannot be noted is answered all the same.
        services.onError(error);
        return null;
      }
    },
    answered(given, { place, message, personId }) {
      const { question, lang, searched, isAsked, rows } = given;
      if (isAsked) tally.count(given);
      services.recent.remember({ place, message, asked: askedOf(given), isQuestion: searched !== null });
      // What hangs on the question before it is another question when it is tried by itself.
      if (searched?.standsAlone === true && !searched.isNothing && rows.length > 0)
        answered.found({ text: question, lang }, personId);
    },
    answeredOtherwise(place) {
      services.recent.pass(place);
    },
    lastAsked: async (place) => (await services.recent.last(place))?.question ?? null,
    groups: () => (services.keeps ? findList(services) : Promise.resolve({ groups: [], unlisted: 0 })),
    lookAgain: () => (services.keeps ? tellWhatIsFound(services) : Promise.resolve()),
    refresh,
  };
}

async function secondThought(
  services: QuestionServices,
  given: GivenAnswer,
  { answeredKeys, mayKeep }: { readonly answeredKeys: ReadonlySet<string>; readonly mayKeep: () => boolean },
): Promise<ChatAnswer | null> {
  // What others answer stays what it is: an overview would be gone for everybody. Who waits for better is told.
  if (!services.keeps || given.searched === null) return null;
  const { isNothing } = given.searched;
  if (!isNothing && answeredKeys.size === 0) return null;
  const asked = askedOf(given);
  if (!isNothing && !answeredKeys.has(asked.key)) return null;
  const resolution = await services.store.resolution(asked.key);
  // What the data themselves answer by now needs nobody's word.
  if (resolution?.kind === 'row' && asked.rows.includes(resolution.rowId)) return null;
  if (resolution !== null && resolution.kind !== 'nothing') {
    // What cannot be noted is answered all the same.
    await services.store.touch(asked.key, services.now()).catch(services.onError);
    return resolved(services, asked, resolution);
  }
  if (isNothing && mayKeep()) await services.store.keep(keptOf(asked, 'none', services.now()));
  return null;
}

/** What HR, or a department, has said to the question. */
function resolved(
  services: QuestionServices,
  { label, lang }: Pick<AskedQuestion, 'label' | 'lang'>,
  resolution: KeptResolution,
): ChatAnswer {
  const card = services.cards.answered(label, viewOf(services, resolution), false, place(services, lang));
  const given = { rows: resolution.kind === 'row' ? [resolution.rowId] : [], about: [label] };
  return { ...said('second', card), given };
}

interface KeepingServices extends QuestionServices {
  /** Counts what is kept of a person's words; false: it is more than people ask. */
  readonly mayKeep: (personId: string) => boolean;
  readonly answered: AnsweredQuestions;
}

async function answerRequest(
  services: KeepingServices,
  request: QuestionRequest,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { lang } = request;
  switch (request.do) {
    case 'unanswered.tell':
      return await tell(services, request, visitor);
    case 'unanswered.wrong':
      return await wrong(services, lang, visitor);
    case 'unanswered.feedback':
      return await feedback(services, request, visitor);
    case 'unanswered.list': {
      if (!can(visitor.roles, 'sortQuestions')) return noted(services, 'onlyHr', lang);
      if (!services.keeps) return noted(services, 'notKept', lang);
      const card = services.cards.list(await findPage(services, request.page), place(services, lang));
      return said('list', card, 'v' in request);
    }
    case 'unanswered.newWords': {
      const { search } = request;
      const form = {
        v: 1,
        do: 'unanswered.words',
        group: null,
        row: '',
        concept: '',
        questions: '',
        terms: '',
      } as const;
      return await answerGroup(
        services,
        { ...form, search, lang },
        { visitor, tried: () => services.answered.all() },
      );
    }
    default:
      return await answerGroup(services, request, { visitor, tried: () => services.answered.all() });
  }
}

/** Notes who wants to be told; whoever asks for what has been answered meanwhile is told at once. */
async function tell(
  services: KeepingServices,
  { question, group, lang }: Extract<QuestionAction, { do: 'unanswered.tell' }>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { store, now, keeps } = services;
  if (!keeps) return noted(services, 'notKept', lang);
  const asked = await underGroup(store, askedOf(givenBy(ask(services, question, lang))), group);
  const known = async () => {
    // What was called wrong since is open again: who asks to be told waits for what comes of it.
    const isOpen = (await store.openOne(asked.key)) !== null;
    const resolution = isOpen ? null : await store.resolution(asked.key);
    if (resolution === null) return null;
    return resolved(services, { ...asked, lang }, resolution);
  };
  const before = await known();
  if (before) return before;
  if (!services.mayKeep(visitor.personId)) return noted(services, 'tooMany', lang);
  const asker = { recipientId: visitor.personRecipientId, lang };
  const isNew = await store.addAsker(keptOf(asked, 'none', now()), asker);
  // Who has answered in this moment did not see that somebody waits.
  return (await known()) ?? noted(services, isNew ? 'willTell' : 'willTellAlready', lang);
}

/**
 * A press names a group that is kept already, with words of its own, or none: keys can be computed, and whoever forges
 * one would have HR answer one question and everybody be told that in the place of another.
 */
async function underGroup(
  store: QuestionStore,
  asked: AskedQuestion,
  group: string | null,
): Promise<AskedQuestion> {
  if (group === null) return asked;
  const isKept = (await store.openOne(group)) !== null || (await store.resolution(group)) !== null;
  return isKept ? { ...asked, key: group } : asked;
}

/** 違う, that's not it: about the last answer in this conversation. */
async function wrong(
  services: KeepingServices,
  lang: Lang,
  { place, personId }: Visitor,
): Promise<ChatAnswer> {
  const asked = await services.recent.take(place);
  if (asked === null) return noted(services, 'wrongWhat', lang);
  if (!services.keeps) return noted(services, 'notKept', lang);
  if (!services.mayKeep(personId)) return noted(services, 'tooMany', lang);
  await services.answered.wrong({ text: asked.question, lang: asked.lang });
  await services.store.keep(keptOf(asked, 'wrong', services.now()));
  return noted(services, 'wrongNoted', lang, { question: asked.question, group: asked.key });
}

/** What somebody liked or not is kept without the person. */
async function feedback(
  services: KeepingServices,
  { isGood, words, message }: Feedback,
  { personId }: Visitor,
): Promise<null> {
  if (!services.keeps) return null;
  const asked = isGood ? await services.recent.like(message) : await services.recent.take(message);
  if (asked === null) return null;
  if (!services.mayKeep(personId)) return null;
  if (!isGood) await services.answered.wrong({ text: asked.question, lang: asked.lang });
  const question = words === '' ? asked.question : `${asked.question}（${words}）`;
  await services.store.keep(keptOf({ ...asked, question }, isGood ? 'liked' : 'wrong', services.now()));
  return null;
}
