import type { Follow } from '../../follow/decide/follow.ts';

/** The table of what is followed, in the form of schema.ts. */
export interface FollowTables {
  /** JSON; of what is seen, the digest of each row. */
  follows: Omit<Follow, 'setBy' | 'seen'> & { setBy: string; seen: string };
}
