import type { BroadcastRules } from '../../src/broadcast/decide/settings.ts';

/** What a city that sets nothing but four eyes has, with little enough to reach a limit in a test. */
export const RULES: BroadcastRules = {
  fourEyes: true,
  perAuthorAndDay: 5,
  confirmAbove: 100,
  quietHours: null,
  timeZone: 'Asia/Tokyo',
  retentionDays: 365,
  pictureHosts: [],
};
