import type { Visitor } from '../../chat/visitor.ts';
import { answersOf, type ChatAnswer, createChat, type FeatureChat } from '../../chat/chat.ts';
import { place } from '../../chat/services.ts';
import type { InvalidPress } from '../../cards/presses.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import { type FollowAction, parseFollowAction } from '../cards/actions.ts';
import type { FollowNote } from '../cards/cards.ts';
import { followId, seenOf } from '../decide/follow.ts';
import { find, type FollowServices } from './services.ts';
import { type FollowWords, parseFollowWords } from './words.ts';

type FollowRequest = FollowAction | FollowWords;

const say = answersOf('follow');

/** Who follows more than this is told too much to read any of it. */
const mostFollows = 50;

/** Answers everything about following. */
export function createFollowChat(services: FollowServices): FeatureChat<FollowRequest | InvalidPress> {
  return createChat<FollowRequest>({
    parseWords: parseFollowWords,
    parseAction: parseFollowAction,
    answer: (request, visitor) => answer(services, request, visitor),
    note: (what, { lang }) => note(services, what, lang),
    onError: services.onError,
  });
}

async function answer(
  services: FollowServices,
  request: FollowRequest,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { lang } = request;
  const { recipientId } = visitor;
  if (recipientId === null) return note(services, 'noPlace', lang);
  switch (request.do) {
    case 'follow.begin':
      return await begin(services, request, recipientId, visitor);
    case 'follow.list':
      return say('list', await listCard(services, recipientId, null, lang));
    case 'follow.end':
      return await end(services, request.id, recipientId, lang);
    case 'follow.endAll': {
      const count = await services.store.endAll(recipientId);
      const what: FollowNote = count > 0 ? 'endedAll' : 'nothingToEnd';
      return say(what, services.cards.note(what, count, place(services, lang)));
    }
  }
}

async function begin(
  services: FollowServices,
  { question: asked, lang }: { readonly question: string | null; readonly lang: Lang },
  recipientId: string,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { store, spread, cards, knowledge, now } = services;
  const { data } = knowledge();
  const question = asked ?? (await services.lastAsked(visitor.place));
  if (question === null) return note(services, 'notUnderstood', lang);
  const { answer: found, rows } = find(services, { question, lang });
  const { topics, departments, time, stages } = found.understood;
  const isSomething = topics.length + departments.length + stages.length > 0 || time !== null;
  if (!isSomething) return note(services, 'notUnderstood', lang);
  if ((await store.of(recipientId)).length >= mostFollows) return note(services, 'tooMany', lang);
  const id = followId(recipientId, question);
  const isNew = await store.begin({
    id,
    recipientId,
    question,
    lang: found.lang,
    setBy: { id: visitor.personId, name: visitor.name },
    createdAt: now(),
    revision: data.revision,
    ...seenOf(rows),
    newsSeq: await spread.lastSeq(),
  });
  const what: FollowNote = isNew ? 'begun' : 'already';
  return say(what, cards.begun({ id, question }, found.hits.length, what, { data, lang }));
}

/** Only where it is followed: somebody else may have forged its id. */
async function end(
  services: FollowServices,
  id: string,
  recipientId: string,
  lang: Lang,
): Promise<ChatAnswer> {
  const { store } = services;
  const follow = await store.get(id);
  if (follow !== null && follow.recipientId !== recipientId) return note(services, 'notYours', lang);
  const what: FollowNote = (await store.end(id)) ? 'ended' : 'endedAlready';
  return say(what, await listCard(services, recipientId, what, lang), true);
}

async function listCard(
  services: FollowServices,
  recipientId: string,
  what: FollowNote | null,
  lang: Lang,
): Promise<CardMessage> {
  return services.cards.list(await services.store.of(recipientId), what, place(services, lang));
}

function note(services: FollowServices, what: FollowNote, lang: Lang): ChatAnswer {
  return say(what, services.cards.note(what, 0, place(services, lang)));
}
