import type { Visitor } from '../../chat/visitor.ts';
import { answersOf, type ChatAnswer, createChat, type FeatureChat } from '../../chat/chat.ts';
import { place } from '../../chat/parts.ts';
import type { InvalidPress } from '../../cards/presses.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import { type FollowAction, parseFollowAction } from '../cards/actions.ts';
import type { FollowNote } from '../cards/cards.ts';
import { followId, seenOf } from '../decide/follow.ts';
import { find, type FollowParts } from './parts.ts';
import { type FollowWords, parseFollowWords } from './words.ts';

type FollowRequest = FollowAction | FollowWords;

const say = answersOf('follow');

/** Who follows more than this is told too much to read any of it. */
const mostFollows = 50;

/** Answers everything about following. */
export function createFollowChat(parts: FollowParts): FeatureChat<FollowRequest | InvalidPress> {
  return createChat<FollowRequest>({
    parseWords: parseFollowWords,
    parseAction: parseFollowAction,
    answer: (request, visitor) => answer(parts, request, visitor),
    note: (what, { lang }) => note(parts, what, lang),
    onError: parts.onError,
  });
}

async function answer(parts: FollowParts, request: FollowRequest, visitor: Visitor): Promise<ChatAnswer> {
  const { lang } = request;
  const { recipientId } = visitor;
  if (recipientId === null) return note(parts, 'noPlace', lang);
  switch (request.do) {
    case 'follow.begin':
      return await begin(parts, request, recipientId, visitor);
    case 'follow.list':
      return say('list', await listCard(parts, recipientId, null, lang));
    case 'follow.end':
      return await end(parts, request.id, recipientId, lang);
    case 'follow.endAll': {
      const count = await parts.store.endAll(recipientId);
      const what: FollowNote = count > 0 ? 'endedAll' : 'nothingToEnd';
      return say(what, parts.cards.note(what, count, place(parts, lang)));
    }
  }
}

async function begin(
  parts: FollowParts,
  { question: asked, lang }: { readonly question: string | null; readonly lang: Lang },
  recipientId: string,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { store, spread, cards, knowledge, now } = parts;
  const { data } = knowledge();
  const question = asked ?? (await parts.lastAsked(visitor.place));
  if (question === null) return note(parts, 'notUnderstood', lang);
  const { answer: found, rows } = find(parts, { question, lang });
  const { topics, departments, time, stages } = found.understood;
  const isSomething = topics.length + departments.length + stages.length > 0 || time !== null;
  if (!isSomething) return note(parts, 'notUnderstood', lang);
  if ((await store.of(recipientId)).length >= mostFollows) return note(parts, 'tooMany', lang);
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
async function end(parts: FollowParts, id: string, recipientId: string, lang: Lang): Promise<ChatAnswer> {
  const { store } = parts;
  const follow = await store.get(id);
  if (follow !== null && follow.recipientId !== recipientId) return note(parts, 'notYours', lang);
  const what: FollowNote = (await store.end(id)) ? 'ended' : 'endedAlready';
  return say(what, await listCard(parts, recipientId, what, lang), true);
}

async function listCard(
  parts: FollowParts,
  recipientId: string,
  what: FollowNote | null,
  lang: Lang,
): Promise<CardMessage> {
  return parts.cards.list(await parts.store.of(recipientId), what, place(parts, lang));
}

function note(parts: FollowParts, what: FollowNote, lang: Lang): ChatAnswer {
  return say(what, parts.cards.note(what, 0, place(parts, lang)));
}
