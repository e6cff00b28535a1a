import type { Lang } from '../../question/answer.ts';

/** The table of what is followed, in the form of schema.ts. */
export interface FollowTables {
  follows: {
    id: string;
    recipient_id: string;
    question: string;
    lang: Lang;
    /** JSON. */
    set_by: string;
    created_at: number;
    revision: string;
    /** JSON: the digest of each row. */
    seen: string;
    news_seq: number;
  };
}
