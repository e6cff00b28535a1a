import type { Initiative } from '../../dataset/schema.ts';
import type { YearMonth } from '../../calendar/month.ts';
import type { Lang } from '../../question/answer.ts';
import type { GrantableRole } from '../../access/roles.ts';
import type { TeamStanding } from '../../access/team-roles.ts';
import type { BroadcastJob, BroadcastState } from '../decide/broadcast.ts';
import type { OfferedCommand } from '../decide/offered.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';
import type { AudienceFields, BroadcastFields } from './actions.ts';

/** As the document has it now, or as it was fixed when the broadcast was saved. */
export type PostRow = Initiative | { readonly id: string; readonly name: string; readonly where: string };

/** A broadcast as its readers get it. */
export interface BroadcastPostView {
  readonly id: string;
  readonly title: string;
  /** Markdown: bold, italics, lists and https links. */
  readonly body: string;
  readonly important: boolean;
  readonly links: readonly { readonly title: string; readonly url: string }[];
  readonly pictures: readonly { readonly url: string; readonly alt: string }[];
  readonly initiatives: readonly PostRow[];
  readonly highlights: { readonly month: YearMonth; readonly initiatives: readonly PostRow[] } | null;
  /** With a button 「確認しました」. */
  readonly acknowledge: boolean;
  /** Its reader has pressed that: now, or before. */
  readonly pressed: 'now' | 'before' | null;
  /** The office that it comes from, or its author. */
  readonly sender: string;
  /** Whom to ask, or ''. */
  readonly contact: string;
  /** ISO date at which it is sent, in the city's zone. */
  readonly date: string;
  readonly note: 'corrected' | 'reminder' | 'correctedReminder' | 'test' | 'recalled' | null;
}

/** What a form offers to choose from: what is chosen already, and what its search has found. */
export interface Offered<Choice> {
  readonly choices: readonly Choice[];
  /** null: these are all there are, so there is nothing to search for. */
  readonly search: FormSearch | null;
}

/** A search in a form. */
export interface FormSearch {
  readonly words: string;
  /** null: nothing has been looked for yet. */
  readonly found: { readonly count: number; readonly shown: number } | null;
}

/** Where a broadcast can go, as one choice of a form. */
export type PlaceView =
  | { readonly who: 'peopleOf' | 'channelsOf'; readonly value: string; readonly team: string }
  | {
      readonly who: 'channel';
      readonly value: string;
      readonly team: string;
      /** null = the General channel, which Teams gives no name. */
      readonly channel: string | null;
    };

/** What a form shows. */
export interface BroadcastFormView {
  readonly id: string;
  readonly version: number;
  /** false: a correction, which goes to those who have it. */
  readonly withAudience: boolean;
  readonly fields: BroadcastFields & AudienceFields;
  readonly initiatives: Offered<Initiative>;
  /** Whose highlights can be added. */
  readonly months: readonly YearMonth[];
  readonly places: Offered<PlaceView>;
  /** Where pictures may come from; without any the form asks for none. */
  readonly pictureHosts: readonly string[];
  /** Why what was filled in has not been taken. */
  readonly refusal: BroadcastRefusal | null;
  /** What its readers would get, when that was asked for. */
  readonly previews: readonly BroadcastPreviewView[];
  /** Files of people that are chosen. */
  readonly uploads: readonly { readonly id: string; readonly name: string; readonly count: number }[];
}

/** Where the deliveries of a message stand. */
export interface BroadcastProgressView {
  readonly kind: 'post' | BroadcastJob['kind'];
  readonly planned: number;
  readonly sent: number;
  /** Of those sent, without an id of Teams': nothing can change or delete them. */
  readonly withoutId: number;
  readonly failed: number;
  readonly unknown: number;
  readonly skipped: number;
  readonly cancelled: number;
  readonly remaining: number;
  readonly ratePerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly reasons: readonly { readonly state: string; readonly reason: string; readonly count: number }[];
}

export interface BroadcastPreviewView {
  readonly lang: Lang;
  readonly post: BroadcastPostView;
}

/** How things stand, as people are told: what is released is on its way, or has been sent. */
export type ShownState = Exclude<BroadcastState, 'released'> | 'sending' | 'sent' | 'recalling';

/** A broadcast as its author or approver sees it. */
export interface BroadcastDetailView {
  readonly id: string;
  readonly version: number;
  readonly state: BroadcastState;
  readonly author: string;
  readonly posts: readonly BroadcastPreviewView[];
  /** What is to take their place, when it waits for approval. */
  readonly correction: readonly BroadcastPreviewView[];
  /** null when it has been released. */
  readonly audience: {
    readonly sources: readonly string[];
    readonly reachable: number;
    readonly unreachable: readonly { readonly reason: string; readonly count: number }[];
    /** The first of them, by name. */
    readonly unreached: readonly UnreachedRecipient[];
    /** People with the app of whom nobody knows by which name they sign in; asked for where a name was not found. */
    readonly unnamed: number;
  } | null;
  /** Who has sent it back, and why. */
  readonly rejection: { readonly name: string; readonly reason: string } | null;
  /** Names of who may approve it; `later`: when a day has passed since the author gave them a role. */
  readonly approvers: { readonly now: readonly string[]; readonly later: readonly string[] };
  /** Bytes of the largest card that would be sent. */
  readonly size: number;
  /** `2026-07-01 09:00`, in the zone. */
  readonly sendAt: string | null;
  readonly zone: string;
  readonly progress: readonly BroadcastProgressView[];
  /** Why nothing is sent at the moment; null = it is. */
  readonly pausedFor: string | null;
  /** Messages of it, reminders too, that stand in people's chats and can be deleted. */
  readonly standing: number;
  /** null without the button 「確認しました」. */
  readonly acknowledged: number | null;
  readonly buttons: readonly OfferedCommand[];
}

/** Of those whom a broadcast does not reach, a page. */
export interface UnreachedView {
  readonly id: string;
  /** Which of what was done to it; null: it has not gone out yet. */
  readonly stage: number | null;
  readonly kind: BroadcastProgressView['kind'];
  readonly page: number;
  /** 0-based position of the first. */
  readonly start: number;
  readonly count: number;
  readonly recipients: readonly UnreachedRecipient[];
}

/** Somebody, or a channel, who is not reached. */
export interface UnreachedRecipient {
  /** A name where there is one, else the id. */
  readonly name: string;
  readonly reason: string | null;
  /** Nobody knows whether it has arrived. */
  readonly isUnknown?: boolean;
}

/** What was read from a file of people. */
export interface BroadcastUploadView {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  /** Lines that name somebody again. */
  readonly repeated: number;
  /** Its heading or its number. */
  readonly column: string | number | null;
  readonly unreadCount: number;
  /** The first of them. */
  readonly unread: readonly { readonly line: number; readonly text: string }[];
  readonly reachable: number;
  readonly unreachable: readonly { readonly reason: string; readonly count: number }[];
  /** That may use the list. */
  readonly drafts: readonly { readonly id: string; readonly title: string }[];
}

/** What cannot be saved as it was filled in. */
export interface BroadcastProblem {
  readonly what:
    | 'title'
    | 'body'
    | 'bodyAddress'
    | 'link'
    | 'picture'
    | 'pictureHost'
    | 'initiatives'
    | 'highlights'
    | 'audience'
    | 'places'
    | 'listLine'
    | 'excludeLine'
    | 'excludeUnknown'
    | 'upload'
    | 'listTooLong'
    | 'tooLarge'
    | 'changedMeanwhile'
    | 'content';
  /** The line, the size in KB, or the most that there may be. */
  readonly number: number;
  /** Whom it is about. */
  readonly name?: string;
}

/** A page of broadcasts. */
export interface BroadcastListView {
  readonly rows: readonly BroadcastListRow[];
  /** What they were looked for by, or ''. */
  readonly find: string;
  readonly page: number;
  /** 0-based position of the first. */
  readonly start: number;
  readonly count: number;
}

export interface BroadcastListRow {
  readonly id: string;
  readonly title: string;
  readonly state: ShownState;
  /** A correction of it waits for approval. */
  readonly isCorrectionWaiting: boolean;
  /** Who has sent it, or its correction, back; null: nobody, or it has been changed since. */
  readonly sentBackBy: string | null;
  /** When it goes out, went out, or was changed last: `2026-07-01 09:00` */
  readonly changedAt: string;
}

export interface BroadcastRolesView {
  readonly holders: readonly {
    readonly role: GrantableRole;
    readonly names: readonly string[];
    /** Those whose members hold it, or should; `count`: members. */
    readonly teams: readonly {
      readonly name: string;
      readonly state: TeamStanding['state'];
      readonly count: number;
    }[];
  }[];
  /** What has just been changed; `stillByTeam`: revoked or not, a team gives it. */
  readonly done: 'granted' | 'revoked' | 'already' | 'stillByTeam' | null;
}
