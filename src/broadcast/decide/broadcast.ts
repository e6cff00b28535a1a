import type { Post } from '../../delivery/ports.ts';
import type { Lang } from '../../question/answer.ts';
import type { Audience } from './audience.ts';
import { canonicalJson, sha256 } from '../../access/audit/canonical-json.ts';
import type { BroadcastContent } from './content.ts';

/**
 * draft → submitted → approved → (scheduled →) released → recalled. Any edit leads back to draft; what becomes of each
 * recipient after the release is the ledger's word. A template is none of these: it is there to be copied.
 */
export type BroadcastState =
  'draft' | 'submitted' | 'approved' | 'scheduled' | 'released' | 'recalled' | 'template' | 'deleted';

/** Something that is done to the posts of a broadcast; a message of its own in the ledger. */
export interface BroadcastJob {
  /** The ledger's message id. */
  readonly id: string;
  readonly kind: 'correction' | 'recall' | 'notice' | 'reminder';
  readonly at: number;
  readonly by: string;
}

/** An approver's word to the author. */
export interface Rejection {
  readonly by: string;
  readonly name: string | null;
  readonly reason: string;
  readonly at: number;
}

/** A chat in which the bot keeps a card up to date. */
export interface ShownCard extends Post {
  /** Whose chat it is, as the reach knows them. */
  readonly recipientId: string;
  /** What it was pressed in; of a card from before that, the person's own. */
  readonly lang?: Lang;
}

export interface Broadcast {
  readonly id: string;
  /** Grows with every change; a button made for an earlier one is out of date. */
  readonly version: number;
  readonly state: BroadcastState;
  /** Entra object id. */
  readonly authorId: string;
  readonly authorName: string | null;
  readonly content: BroadcastContent;
  readonly audience: Audience;
  /** `reach`: how many it would have reached when it was approved; `untold`: teams that Teams said nothing of then. */
  readonly approval: {
    readonly by: string;
    readonly hash: string;
    readonly at: number;
    readonly reach?: number;
    readonly untold?: readonly string[];
  } | null;
  /** Why it was sent back, the broadcast or its correction, until it is changed or goes on; null = it was not. */
  readonly rejection: Rejection | null;
  /** What is to take the place of what was sent, once a second person has approved it. */
  readonly correction: BroadcastContent | null;
  /** Epoch ms; null = as soon as it is released. */
  readonly sendAt: number | null;
  /** When it was released; null = it has not been. */
  readonly sentAt: number | null;
  readonly jobs: readonly BroadcastJob[];
  /** Somebody has looked at the unknown ones and let them be. */
  readonly unknownsSettledBy: string | null;
  /** The author's progress card. */
  readonly progress: ShownCard | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Under its broadcast's, by which the store finds what goes with it; nobody can foresee what comes after that. */
export function jobId(broadcastId: string, kind: BroadcastJob['kind'], key: string): string {
  return `${broadcastId}-${kind}-${key}`;
}

/** A message of the ledger that belongs to a broadcast. */
export interface BroadcastMessage {
  readonly id: string;
  readonly kind: 'post' | BroadcastJob['kind'];
  /** Whose posts it changes or removes; null: it posts something itself. */
  readonly originalId: string | null;
}

/** What was done to a broadcast, and the messages of each: the first is the broadcast itself. */
export interface BroadcastStage {
  readonly kind: BroadcastMessage['kind'];
  readonly messages: readonly BroadcastMessage[];
}

/**
 * In order. A reminder puts the broadcast into a chat once more: what is corrected or recalled after it reaches that
 * post too, by a message of its own.
 */
export function stagesOf({ id, jobs }: Pick<Broadcast, 'id' | 'jobs'>): readonly BroadcastStage[] {
  const stages: BroadcastStage[] = [{ kind: 'post', messages: [{ id, kind: 'post', originalId: null }] }];
  const posts = [id];
  let recalls: readonly string[] = [];
  for (const { id: jobId, kind } of jobs) {
    const originals = kind === 'reminder' ? [null] : kind === 'notice' ? recalls : [...posts];
    const messages = originals.map((originalId, index) => ({
      id: index === 0 ? jobId : `${jobId}-of-${index}`,
      kind,
      originalId,
    }));
    stages.push({ kind, messages });
    if (kind === 'reminder') posts.push(jobId);
    if (kind === 'recall') recalls = messages.map((message) => message.id);
  }
  return stages;
}

/** All of them. */
export function messagesOf(broadcast: Pick<Broadcast, 'id' | 'jobs'>): readonly BroadcastMessage[] {
  return stagesOf(broadcast).flatMap(({ messages }) => messages);
}

/** What an approval is bound to: who gets which words. */
export function approvalHash({ content, audience }: Pick<Broadcast, 'content' | 'audience'>): string {
  return sha256(canonicalJson({ content, audience }));
}
