import type { DayCode } from './subscription-actions.ts';

/** What a subscription's card shows. */
export interface SubscriptionView {
  /** One sentence about what has just happened, or what can be done. */
  readonly note:
    | 'offer'
    | 'current'
    | 'saved'
    | 'removed'
    | 'notSubscribed'
    | 'unavailable'
    | 'noPlace'
    | 'onlyHr'
    | 'invalid';
  /** What is set; null = no subscription. */
  readonly current: SubscriptionSettings | null;
  /** Themes to choose from; null = show no form. */
  readonly themes:
    readonly { readonly id: string; readonly label: { readonly ja: string; readonly en: string } }[] | null;
}

export interface SubscriptionSettings {
  readonly day: DayCode;
  readonly hour: number;
  readonly themes: readonly string[];
  readonly departments: readonly string[];
  readonly language: 'ja' | 'en';
  readonly setByName: string;
  /** Local date of the next post, YYYY-MM-DD. */
  readonly nextDate: string;
}
