import { createAdoptionChat } from '../adoption/chat/chat.ts';
import { findCoverage, MATRIX_FILE, makeMatrix } from '../adoption/chat/matrix.ts';
import { departmentsIn } from '../adoption/decide/coverage.ts';
import type { AdoptionParts } from '../adoption/chat/parts.ts';
import { askResting, linkRows } from '../adoption/jobs.ts';
import { decideChat, type RolesOf } from '../bot/chats.ts';
import type { Clock } from '../calendar/clock.ts';
import type { Feature } from './feature.ts';
import { repeat } from './repeat.ts';

export interface AdoptionOptions extends Omit<AdoptionParts, 'now'> {
  /** Resolves when the database answers. */
  readonly ready: () => Promise<void>;
  readonly rolesOf: RolesOf;
  readonly clock: Clock;
  readonly tickMs?: number;
}

/** What is taken over, and what departments do about each theme. */
export interface Adoptions extends Feature {
  /** Of each theme: how many departments have a row of it. */
  coverage(): Promise<readonly ThemeCount[]>;
}

interface ThemeCount {
  readonly label: { readonly ja: string; readonly en: string };
  readonly count: number;
  readonly of: number;
}

/** Months matter here, not minutes. */
const defaultTickMs = 10 * 60_000;

/** Starts what is taken over by whom; with the database away it waits for it. */
export function startAdoption(options: AdoptionOptions): Adoptions {
  const { ready, rolesOf, clock, onError } = options;
  const parts: AdoptionParts = { ...options, now: () => clock.now() };
  let linkedRevision = '';

  async function tick(): Promise<void> {
    await ready();
    const { revision } = parts.knowledge().data;
    if (revision !== linkedRevision) await linkRows(parts);
    linkedRevision = revision;
    await askResting(parts);
  }

  return {
    deciders: [decideChat(createAdoptionChat(parts), rolesOf)],
    async coverage() {
      const themes = await findCoverage(parts);
      return themes.map((theme) => ({
        label: theme.theme.label,
        count: departmentsIn(theme, 'does', 'planned').length,
        of: theme.cells.length,
      }));
    },
    downloads: new Map([[MATRIX_FILE, (_subject, lang) => ready().then(() => makeMatrix(parts, lang))]]),
    stop: repeat(tick, options.tickMs ?? defaultTickMs, clock, onError),
  };
}
