import type { Role } from '../access/roles.ts';
import type { Visitor } from '../chat/visitor.ts';
import type { ChatAnswer, FeatureChat } from '../chat/chat.ts';
import { type GivenAnswer, givenOf } from '../chat/given.ts';
import type { Lang, QuestionContext } from '../question/answer.ts';
import type { AttachedFile } from '../teams/files.ts';
import type { FeedbackTurn, Turn } from '../teams/turn.ts';
import { type Decision, placed, say, withBeside } from './decide.ts';
import { inDialog } from './dialogs.ts';
import type { StatefulDecide } from './stateful.ts';

/** A feature's chat with what only some have; a feature without it leaves it to others. */
interface FullChat<Request> extends FeatureChat<Request> {
  /** A press on Teams' own feedback buttons. */
  parseFeedback?(feedback: JudgedMessage & { readonly lang: Lang }): Request;
  /** Files that somebody sends in their own chat. */
  parseFiles?(files: readonly AttachedFile[], lang: Lang): Request;
}

/** What somebody says of a message with Teams' own feedback buttons. */
interface JudgedMessage extends Omit<FeedbackTurn['feedback'], 'messageId'> {
  /** Its id, and its conversation's: ids are times, which others may share. */
  readonly message: string;
}

/** Which roles somebody has at this moment; never rejects. */
export type RolesOf = (objectId: string) => Promise<ReadonlySet<Role>>;

const noRoles: ReadonlySet<Role> = new Set();

/** Turns that a feature knows, by words, by button or by dialog. Nobody has a role, unless `rolesOf` is given. */
export function decideChat<Request>(
  chat: FullChat<Request>,
  rolesOf: RolesOf = () => Promise.resolve(noRoles),
): StatefulDecide {
  return async (turn, previous) => {
    const request = requestOf(chat, turn);
    if (request === null) return null;
    const answer = await chat.answer(request, await visitorOf(turn, previous, rolesOf));
    // Teams shows its own thanks.
    if (turn.kind === 'feedback') return null;
    if (!answer) return null;
    const decision = {
      ...say(answer.intent, answer.message),
      opened: answer.opened ?? null,
      given: givenIn(answer, turn),
    };
    if (turn.kind === 'dialog') return inDialog(decision, answer.message, answer.isWritten ?? false);
    if (turn.kind !== 'action') return decision;
    const decided = placed(decision, turn, answer.inPlace);
    return answer.beside ? withBeside(decided, answer.beside) : decided;
  };
}

/** What of a feature's answer somebody can judge: what was typed is what was asked. */
function givenIn({ intent, message, given }: ChatAnswer, turn: Turn): Decision['given'] {
  if (given === undefined) return null;
  if (given === 'same') return given;
  const isAsked = turn.kind === 'question';
  const words = isAsked ? turn.text : message.summary;
  return givenOf(intent, given, { words, lang: turn.lang, isAsked });
}

function requestOf<Request>(chat: FullChat<Request>, turn: Turn): Request | null {
  if (turn.kind === 'question') return chat.parseWords(turn.text, turn.lang);
  if (turn.kind === 'feedback') {
    const { messageId, ...judged } = turn.feedback;
    return chat.parseFeedback?.({ ...judged, message: messageOf(turn, messageId), lang: turn.lang }) ?? null;
  }
  if (turn.kind === 'file')
    return turn.scope === 'personal' ? (chat.parseFiles?.(turn.files, turn.lang) ?? null) : null;
  return turn.kind === 'action' || turn.kind === 'dialog' ? chat.parseAction(turn.data) : null;
}

/** Who asks, and where. */
export async function visitorOf(
  turn: Turn,
  previous: QuestionContext | null,
  rolesOf: RolesOf,
): Promise<Visitor> {
  const { objectId, userName } = turn;
  const known = turn.reach.flatMap((change) => (change.type === 'reachable' ? [change.recipient] : []));
  const personId = personOf(turn);
  return {
    personId,
    name: userName ?? '',
    personRecipientId: known.find(({ kind }) => kind === 'person')?.id ?? `person:${personId}`,
    // The last place is the narrowest: of a team and its channel, the channel.
    recipientId: known.at(-1)?.id ?? null,
    roles: objectId === null ? noRoles : await rolesOf(objectId),
    previousIds: idsSpokenOf(previous),
    place: placeOf(turn),
  };
}

const personOf = ({ objectId, userId }: Turn): string => objectId ?? userId;

/** After an answer without rows those of before it still are what is spoken of. */
function idsSpokenOf(previous: QuestionContext | null): readonly string[] {
  if (previous === null) return [];
  return previous.ids.length > 0 ? previous.ids : (previous.listed ?? []);
}

/** One person in one conversation. */
function placeOf({ tenantId, conversationId, userId }: Turn): string {
  return JSON.stringify([tenantId, conversationId, userId]);
}

function messageOf({ tenantId, conversationId }: Turn, id: string): string {
  return JSON.stringify([tenantId, conversationId, id]);
}

/** What a feature makes of the answers that are given, by the engine or by others. */
export interface AnswerWatch {
  /** Something better to say than the answer; null = nothing. */
  second(turn: Turn, given: GivenAnswer): Promise<Decision | null>;
  /** The answer has gone out, as this message where it is one of its own. */
  answered(turn: Turn, given: GivenAnswer, messageId: string | null): void;
  /** Something that answers no question has gone out. */
  answeredOtherwise(turn: Turn): void;
}

/** The same of a feature's own making. */
interface AnswerChat {
  second(given: GivenAnswer, personId: string): Promise<ChatAnswer | null>;
  answered(given: GivenAnswer, where: AnswerPlace): void;
  answeredOtherwise(place: string): void;
}

interface AnswerPlace {
  readonly place: string;
  readonly message: string | null;
  readonly personId: string;
}

/** The answers as a feature sees them. */
export function watchAnswers(chat: AnswerChat): AnswerWatch {
  return {
    async second(turn, given) {
      const second = await chat.second(given, personOf(turn));
      if (!second) return null;
      const rows = second.given === undefined || second.given === 'same' ? [] : second.given.rows;
      const decision = { ...say(second.intent, second.message), given: { ...given, rows } };
      return turn.kind === 'action' ? placed(decision, turn, second.inPlace) : decision;
    },
    answered: (turn, given, messageId) => {
      const message = messageId === null || messageId === '' ? null : messageOf(turn, messageId);
      chat.answered(given, { place: placeOf(turn), message, personId: personOf(turn) });
    },
    answeredOtherwise: (turn) => {
      chat.answeredOtherwise(placeOf(turn));
    },
  };
}
