import type { Follow } from '../../follow/decide/follow.ts';

/** The table of what is followed, in the form of schema.ts. */
export interface FollowTables {
  /** JSON; of what is seen, the digest and the name of each row. `names`: null before there were any. */
  follows: Omit<Follow, 'setBy' | 'seen' | 'names'> & { setBy: string; seen: string; names: string | null };
}
