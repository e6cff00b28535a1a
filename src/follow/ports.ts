import type { Notice } from '../delivery/notice.ts';
import type { Follow, SpreadStep } from './decide/follow.ts';

/** What is followed where. */
export interface FollowStore {
  /** false: it is followed there already. */
  begin(follow: Follow): Promise<boolean>;
  get(id: string): Promise<Follow | null>;
  of(recipientId: string): Promise<readonly Follow[]>;
  /** Those that were last compared with other data, or before this step; a page at a time, in order of id. */
  behind(
    than: Pick<Follow, 'revision' | 'newsSeq'>,
    after: string,
    limit: number,
  ): Promise<readonly Follow[]>;
  /**
   * Notes what it has been compared with, and plans what its reader is told, in one transaction.
   * false: another instance has, or it has ended.
   */
  advance(before: Follow, next: Follow, notice: Notice | null): Promise<boolean>;
  /** false: it had ended already. */
  end(id: string): Promise<boolean>;
  /** How many have ended. */
  endAll(recipientId: string): Promise<number>;
}

/** What departments have taken over from each other lately. */
export interface SpreadNews {
  /** After `seq`, in order. */
  newsAfter(seq: number, limit: number): Promise<readonly SpreadStep[]>;
  /** Of the newest step; 0 when there is none. */
  lastSeq(): Promise<number>;
}
