import { z } from 'zod';
import type { Scope } from '../cards/cards.ts';
import type { Lang } from '../question/answer.ts';
import type { ReachChange } from '../delivery/ports.ts';
import { decideReach, isForeign } from '../delivery/reach.ts';
import { type IncomingActivity, tenantsOf } from './activity.ts';
import { filesOf, type AttachedFile } from './files.ts';
import { mentionedPeople, textWithoutMentions } from './mentions.ts';

/** What every turn knows of its place, its person and itself. */
interface Place {
  /** The activity's id, or '' when it has none. */
  readonly id: string;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly scope: Scope;
  readonly userId: string;
  /** Of the person in Entra, in lower case; null where Teams does not say it. */
  readonly objectId: string | null;
  readonly userName: string | null;
  /** From the client's locale; the language of a question, or of the card that a button stands on, wins over it. */
  readonly lang: Lang;
  /** Teams' word for what has arrived (`message`), and of an invoke its name. */
  readonly activityType: string;
  readonly invokeName: string | null;
  /** What it tells of who can be reached. */
  readonly reach: readonly ReachChange[];
}

export interface QuestionTurn extends Place {
  readonly kind: 'question';
  /** Without mentions; '' when nothing was written. */
  readonly text: string;
  /** Object ids, in lower case, of the people whom it mentions. */
  readonly mentioned: readonly string[];
  /** Nobody else in the conversation sees it, nor the answer. */
  readonly isPrivate?: boolean;
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
  readonly files: readonly AttachedFile[];
}

/** An answer to the offer of a file. */
export interface FileConsentTurn extends Place {
  readonly kind: 'fileConsent';
  readonly value: unknown;
  /** The offer. */
  readonly cardActivityId: string | null;
}

/** A press on the feedback buttons that Teams puts below a message. */
export interface FeedbackTurn extends Place {
  readonly kind: 'feedback';
  readonly feedback: {
    readonly isGood: boolean;
    /** What was written beside it. */
    readonly words: string;
    /** The message that it is about. */
    readonly messageId: string;
  };
}

interface InstalledTurn extends Place {
  readonly kind: 'installed';
}

/** A dialog is to be opened, or has been filled in. */
export interface DialogTurn extends Place {
  readonly kind: 'dialog';
  readonly name: string;
  readonly data: unknown;
}

/** An invoke that nothing of ours sends, or a search that cannot be read. */
export interface UnknownInvokeTurn extends Place {
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
  | DialogTurn
  | FeedbackTurn
  | InstalledTurn
  | UnknownInvokeTurn
  | IgnoredTurn;

/**
 * Results of one message-extension page, Teams' own default:
 * learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
 */
const SEARCH_PAGE_SIZE = 25;
/** More is no word beside a thumb. */
const MAX_FEEDBACK_CHARS = 300;

const CardLang = z.looseObject({ lang: z.enum(['ja', 'en']) });

const ExecuteValue = z.looseObject({ action: z.looseObject({ data: z.unknown().optional() }) });

const SearchValue = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string(), value: z.unknown().optional() })).default([]),
  queryOptions: z
    .looseObject({ skip: z.int().min(0).default(0), count: z.int().min(1).default(SEARCH_PAGE_SIZE) })
    .default({ skip: 0, count: SEARCH_PAGE_SIZE }),
});

const FeedbackValue = z.looseObject({
  actionName: z.literal('feedback'),
  actionValue: z.looseObject({
    reaction: z.enum(['like', 'dislike']),
    /** JSON in a string. */
    feedback: z.string().max(10_000).nullish().catch(null),
  }),
});
const FeedbackWords = z.looseObject({ feedbackText: z.string() });

const DialogValue = z.looseObject({ data: z.unknown() });

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
  'message/submitAction': deriveFeedback,
  // A chip below a message carries what a button would.
  'suggestedActions/submit': (activity, place) => action(activity, place, 'submit', activity.value ?? null),
  'task/fetch': deriveDialog,
  'task/submit': deriveDialog,
};

/** What an activity means to the bot. Whatever it does not know is `ignored`, never an error. */
export function deriveTurn(activity: IncomingActivity): Turn {
  const place = placeOf(activity);
  const derive = own(byType, activity.type);
  return derive ? derive(activity, place) : ignored(place, activity.type);
}

function placeOf(activity: IncomingActivity): Place {
  const name = activity.from?.['name'];
  const ownTenant = activity.from?.tenantId;
  const tenantId = tenantsOf(activity)[0] ?? '';
  return {
    id: activity.id ?? '',
    tenantId,
    conversationId: activity.conversation.id,
    scope: scopeOf(activity.conversation.conversationType),
    userId: activity.from?.id ?? '',
    // Nobody of another organisation holds a role.
    objectId: isForeign(ownTenant, tenantId) ? null : (activity.from?.aadObjectId?.toLowerCase() ?? null),
    userName: typeof name === 'string' ? name : null,
    lang: langOf(activity),
    activityType: activity.type,
    invokeName: activity.type === 'invoke' ? (activity.name ?? '') : null,
    reach: decideReach(activity),
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
  const botId = activity.recipient?.id;
  const text = textWithoutMentions(activity.text, activity.entities, botId);
  const files = filesOf(activity, place.scope === 'personal');
  // A question in a channel is answered, whatever stands beside it.
  if (files !== null && (place.scope === 'personal' || text === '')) return { ...place, kind: 'file', files };
  // A button with `messageBack` or `imBack` sends words: those are the question.
  if (text !== '' || activity.value == null)
    return {
      ...place,
      kind: 'question',
      text,
      mentioned: mentionedPeople(activity.entities, botId),
      isPrivate: activity.recipient?.isTargeted ?? false,
    };
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
  // Whoever presses a button reads its card.
  const lang = CardLang.safeParse(data).data?.lang ?? place.lang;
  return { ...place, lang, kind: 'action', via, data, cardActivityId: activity.replyToId ?? null };
}

function deriveFileConsent(activity: IncomingActivity, place: Place): Turn {
  return {
    ...place,
    kind: 'fileConsent',
    value: activity.value ?? null,
    cardActivityId: activity.replyToId ?? null,
  };
}

/** learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots */
function deriveDialog(activity: IncomingActivity, place: Place): Turn {
  const data = DialogValue.safeParse(activity.value).data?.data;
  return { ...place, kind: 'dialog', name: activity.name ?? '', data };
}

/** learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#feedback-buttons */
function deriveFeedback(activity: IncomingActivity, place: Place): Turn {
  const value = FeedbackValue.safeParse(activity.value).data?.actionValue;
  if (!value) return { ...place, kind: 'unknownInvoke', name: activity.name ?? '' };
  const feedback = {
    isGood: value.reaction === 'like',
    words: feedbackWords(value.feedback ?? '').slice(0, MAX_FEEDBACK_CHARS),
    messageId: activity.replyToId ?? '',
  };
  return { ...place, kind: 'feedback', feedback };
}

/** What somebody has written, of JSON that comes from outside; '' when there is nothing to read. */
function feedbackWords(json: string): string {
  try {
    return FeedbackWords.safeParse(JSON.parse(json)).data?.feedbackText.trim() ?? '';
  } catch {
    return '';
  }
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
