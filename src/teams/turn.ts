import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Scope } from '../cards/cards.ts';
import type { Lang } from '../question/answer.ts';
import type { SentFile } from '../broadcast/compose/uploads.ts';
import { tenantsOf } from './activity.ts';
import type { IncomingActivity } from './activity.ts';
import { filesOf } from '../bot/files.ts';
import { textWithoutMentions } from './mentions.ts';

/** What every turn knows of its place, its person and itself. */
interface Place {
  /** The activity's id, or '' when it has none. */
  readonly id: string;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly scope: Scope;
  readonly userId: string;
  /** From the client's locale; the language of a question wins over it. */
  readonly lang: Lang;
}

export interface QuestionTurn extends Place {
  readonly kind: 'question';
  /** Without mentions; '' when nothing was written. */
  readonly text: string;
}

export interface ActionTurn extends Place {
  readonly kind: 'action';
  /** Action.Execute waits for an answer in the invoke; Action.Submit is a message. */
  readonly via: 'execute' | 'submit';
  readonly data: unknown;
  /** The message whose card holds the button. */
  readonly cardActivityId: string | null;
}

export interface SearchTurn extends Place {
  readonly kind: 'search';
  readonly text: string;
  readonly skip: number;
  readonly count: number;
}

/** A message that brings files; what is written beside them explains them and is no question. */
interface FileTurn extends Place {
  readonly kind: 'file';
  readonly files: readonly SentFile[];
}

/** An answer to the offer of a file. */
export interface FileConsentTurn extends Place {
  readonly kind: 'fileConsent';
  readonly value: unknown;
  /** The offer. */
  readonly cardActivityId: string | null;
}

interface InstalledTurn extends Place {
  readonly kind: 'installed';
}

/** An invoke that nothing of ours sends, or a search that cannot be read. */
interface UnknownInvokeTurn extends Place {
  readonly kind: 'unknownInvoke';
  readonly name: string;
}

interface IgnoredTurn extends Place {
  readonly kind: 'ignored';
  /** For the log: type, name or action of the activity. */
  readonly what: string;
}

/** A plain account of an activity: what happened, where, to whom. */
export type Turn =
  | QuestionTurn
  | ActionTurn
  | SearchTurn
  | FileTurn
  | FileConsentTurn
  | InstalledTurn
  | UnknownInvokeTurn
  | IgnoredTurn;

/** Results of one message-extension page, Teams' own default: learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search */
const SEARCH_PAGE_SIZE = 25;

const ExecuteValue = z.looseObject({ action: z.looseObject({ data: z.unknown().optional() }) });

const SearchValue = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string(), value: z.unknown().optional() })).default([]),
  queryOptions: z
    .looseObject({ skip: z.int().min(0).default(0), count: z.int().min(1).default(SEARCH_PAGE_SIZE) })
    .default({ skip: 0, count: SEARCH_PAGE_SIZE }),
});

const ClientInfo = z.looseObject({ type: z.literal('clientInfo'), locale: z.string() });

type Derive = (activity: IncomingActivity, place: Place) => Turn;

const byType: Readonly<Record<string, Derive>> = {
  message: deriveMessage,
  invoke: deriveInvoke,
  conversationUpdate: deriveConversationUpdate,
  installationUpdate: deriveInstallationUpdate,
};

const byInvokeName: Readonly<Record<string, Derive>> = {
  'adaptiveCard/action': deriveExecute,
  'composeExtension/query': deriveSearch,
  'fileConsent/invoke': deriveFileConsent,
};

/** What an activity means to the bot. Whatever it does not know is `ignored`, never an error. */
export function deriveTurn(activity: IncomingActivity): Turn {
  const place = placeOf(activity);
  const derive = own(byType, activity.type);
  return derive ? derive(activity, place) : ignored(place, activity.type);
}

/** Keys of the ledger: a turn is answered once under each, for as long as it says. */
export interface TurnKey {
  readonly key: string;
  readonly ttlMs: number;
  /** What was pressed, whoever delivers it: kept only when it has changed something. */
  readonly isPress: boolean;
}

/** Teams delivers an activity again when no answer came within 15 s, for some minutes at most. */
const SAME_ACTIVITY_MS = 15 * 60_000;
/** An invoke can come again about 30 s later under a new activity id. */
const SAME_PRESS_MS = 60_000;
/** Both installationUpdate and conversationUpdate arrive when the bot is added. */
const WELCOMED_MS = 24 * 60 * 60_000;

/** The names under which this turn must run once only; the same delivery again has one of them in common. */
export function turnKeys(turn: Turn, activity: IncomingActivity): readonly TurnKey[] {
  const where = [turn.tenantId, turn.conversationId];
  if (turn.kind === 'ignored' || turn.kind === 'unknownInvoke' || turn.kind === 'search') return [];
  const pressed = pressedData(turn);
  const keys: TurnKey[] = [];
  // An edit and a reaction carry the id of the message, so the type belongs to the key.
  if (turn.id) keys.push(named(SAME_ACTIVITY_MS, 'activity', ...where, activity.type, turn.id));
  if (turn.kind === 'installed') keys.push(named(WELCOMED_MS, 'welcome', ...where));
  if (pressed !== undefined)
    keys.push({ ...named(SAME_PRESS_MS, 'press', ...where, turn.userId, ...pressed), isPress: true });
  return keys;
}

/** What tells one press from another: the card, and what was pressed on it. */
function pressedData(turn: Turn): readonly string[] | undefined {
  if (turn.kind === 'action' && turn.via === 'execute') return [turn.cardActivityId ?? '', hash(turn.data)];
  return turn.kind === 'fileConsent' ? [turn.cardActivityId ?? '', hash(turn.value)] : undefined;
}

function named(ttlMs: number, ...parts: readonly string[]): TurnKey {
  return { key: JSON.stringify(parts), ttlMs, isPress: false };
}

function hash(data: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(data ?? null))
    .digest('base64url');
}

function placeOf(activity: IncomingActivity): Place {
  return {
    id: activity.id ?? '',
    tenantId: tenantsOf(activity)[0] ?? '',
    conversationId: activity.conversation.id,
    scope: scopeOf(activity.conversation.conversationType),
    userId: activity.from?.id ?? '',
    lang: langOf(activity),
  };
}

function scopeOf(conversationType: string | null | undefined): Scope {
  if (conversationType === 'channel') return 'team';
  return conversationType === 'groupChat' ? 'groupChat' : 'personal';
}

function langOf(activity: IncomingActivity): Lang {
  const client = (activity.entities ?? []).map((entity) => ClientInfo.safeParse(entity).data?.locale);
  const locale = activity.locale ?? client.find((found) => found !== undefined) ?? '';
  return /^en\b/i.test(locale) ? 'en' : 'ja';
}

function deriveMessage(activity: IncomingActivity, place: Place): Turn {
  const text = textWithoutMentions(activity.text, activity.entities, activity.recipient?.id);
  const files = filesOf(activity, place.scope === 'personal');
  // A question in a channel is answered, whatever stands beside it.
  if (files !== null && (place.scope === 'personal' || text === '')) return { ...place, kind: 'file', files };
  // A button with `messageBack` or `imBack` sends words: those are the question.
  if (text !== '' || activity.value == null) return { ...place, kind: 'question', text };
  return action(activity, place, 'submit', activity.value);
}

function deriveInvoke(activity: IncomingActivity, place: Place): Turn {
  const name = activity.name ?? '';
  const derive = own(byInvokeName, name);
  return derive ? derive(activity, place) : { ...place, kind: 'unknownInvoke', name };
}

function deriveExecute(activity: IncomingActivity, place: Place): Turn {
  return action(activity, place, 'execute', ExecuteValue.safeParse(activity.value).data?.action.data ?? null);
}

function action(activity: IncomingActivity, place: Place, via: ActionTurn['via'], data: unknown): Turn {
  return { ...place, kind: 'action', via, data, cardActivityId: activity.replyToId ?? null };
}

function deriveFileConsent(activity: IncomingActivity, place: Place): Turn {
  return {
    ...place,
    kind: 'fileConsent',
    value: activity.value ?? null,
    cardActivityId: activity.replyToId ?? null,
  };
}

function deriveSearch(activity: IncomingActivity, place: Place): Turn {
  const value = SearchValue.safeParse(activity.value).data;
  if (!value) return { ...place, kind: 'unknownInvoke', name: activity.name ?? '' };
  // Opening the extension searches with the one parameter `initialRun`.
  const typed = value.parameters.find((parameter) => parameter.name !== 'initialRun')?.value;
  return {
    ...place,
    kind: 'search',
    text: typeof typed === 'string' ? typed.trim() : '',
    skip: value.queryOptions.skip,
    count: Math.min(value.queryOptions.count, SEARCH_PAGE_SIZE),
  };
}

function deriveConversationUpdate(activity: IncomingActivity, place: Place): Turn {
  const botAdded = (activity.membersAdded ?? []).some((member) => member.id === activity.recipient?.id);
  return botAdded ? { ...place, kind: 'installed' } : ignored(place, 'conversationUpdate');
}

/** `add-upgrade` is a new version for somebody who has the bot already: no second welcome. */
function deriveInstallationUpdate(activity: IncomingActivity, place: Place): Turn {
  if (activity.action === 'add') return { ...place, kind: 'installed' };
  return ignored(place, `installationUpdate ${activity.action ?? ''}`);
}

function ignored(place: Place, what: string): Turn {
  return { ...place, kind: 'ignored', what };
}

/** Looks up own keys only: a type or name that arrives may be `constructor`. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
