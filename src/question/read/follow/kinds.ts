import type { MIDDLE_OF_LIST } from './ordinal.ts';
import type { Shift } from './shift.ts';

/** How a message hangs on the question before it. */
export type FollowUp =
  /** その中で…: narrower, among the rows answered. `sure`: only where some of several have it (局長と話せるのは). */
  | { readonly kind: 'among'; readonly sure?: boolean }
  /** 8月は？ 消防局は？: the same with this changed. `lone`: it could also stand for itself (研修は？). `wide`: in all departments. */
  | { readonly kind: 'instead'; readonly lone: boolean; readonly wide?: boolean }
  /** 他に？ もっと: the rest, or what else comes near. */
  | { readonly kind: 'more' }
  /** 次, 残り: the rest. */
  | { readonly kind: 'next' }
  /** それいつから？ 詳しく, 違いは？, 早い順に: something else of the same rows. `ofOne`: where there is but one (今年度中に終わる？). */
  | { readonly kind: 'same'; readonly ofOne?: boolean }
  /**
   * 講師は誰？: of those of the rows that have what it says, if any has. `bound`: it means no others (もう決定？, who runs it?).
   * `valued`: whether a time is so, which chooses none (アンケートも今月？). `named`: of rows that have what it says, or none.
   */
  | { readonly kind: 'ask'; readonly bound: boolean; readonly valued?: boolean; readonly named?: boolean }
  /**
   * 委託のほうは？ ランチのやつ: the rows that it says, of those answered or listed before. `asks`: something of them.
   * `thing`: the words that say which, where others ask. `named`: it is a topic, and no others are meant.
   */
  | { readonly kind: 'pick'; readonly asks: boolean; readonly thing?: string; readonly named?: boolean }
  /** もう一つのほう: the others of a list of which one was picked out. */
  | { readonly kind: 'rest' }
  /** 両方やってるのは？: what several departments have, of the rows answered. */
  | { readonly kind: 'common' }
  /** 最初の一覧に戻って: the list that the rows were picked from. */
  | { readonly kind: 'back' }
  /** 2つ目は？: one of them, counted from the first (0) or the last (-1), or the one in the middle. */
  | { readonly kind: 'one'; readonly position: number | typeof MIDDLE_OF_LIST }
  /** 似た取組は？ `own`: of the department that the message names. `to`: the words for what they are like. */
  | { readonly kind: 'similar'; readonly own?: boolean; readonly to?: string }
  /** その部署のほかの取組は？: of the departments answered. `else`: not the rows answered. */
  | { readonly kind: 'there'; readonly else: boolean }
  /** 他の研修は？: what it says, but not the rows answered. `offices`: nor any of their departments (他の局でも). */
  | { readonly kind: 'others'; readonly offices: boolean }
  /** 他の部署は？: the same of all departments but those answered. */
  | { readonly kind: 'elsewhere' }
  /** 早いほうは？: those of them that start first or last. */
  | { readonly kind: 'extreme'; readonly end: 'first' | 'last' }
  /** それ以降は？ 翌月は？: the same of the time beside. `wide`: in all departments. */
  | { readonly kind: 'shift'; readonly shift: Shift; readonly wide: boolean }
  /** その月に始まるのは？: what has the time of the row that was answered. `else`: but not that row. */
  | { readonly kind: 'sameTime'; readonly else: boolean }
  /** 全部署では？ 時期は問わず: the same without these conditions. */
  | { readonly kind: 'widen'; readonly facets: readonly ('departments' | 'time')[] };
