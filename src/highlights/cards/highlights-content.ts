import type { Initiative, YearMonth } from '../../dataset/schema.ts';

/** What a month's highlights say, as plain values. */
export interface HighlightsContent {
  readonly month: YearMonth;
  /** 今月始まる: rows that begin in the month, or come round in it. */
  readonly starting: readonly Initiative[];
  /** 実施中の注目: a few of those under way, of different departments. */
  readonly featured: readonly Initiative[];
  /** 来月の予定. */
  readonly upcoming: readonly Initiative[];
  /** Since the last post here; null when there was none to compare with. */
  readonly news: { readonly added: readonly Initiative[]; readonly changed: readonly Initiative[] } | null;
  readonly numbers: {
    readonly initiatives: number;
    readonly departments: number;
    /** Under way in the month. */
    readonly running: number;
  };
}

/** Highlights that somebody asked to see: the card says that nothing has been posted. */
export interface HighlightsPreview {
  /** Whether it offers to post them to all subscribers. */
  readonly canPost: boolean;
}
