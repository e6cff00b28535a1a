import { createAdoptionChat } from '../adoption/chat/chat.ts';
import { findCoverage, MATRIX_FILE, makeMatrix } from '../adoption/chat/matrix.ts';
import { departmentsIn } from '../adoption/decide/coverage.ts';
import type { AdoptionServices } from '../adoption/chat/services.ts';
import { askResting, linkRows } from '../adoption/jobs.ts';
import { decideChat } from '../bot/chats.ts';
import type { Feature, FeatureOptions } from './feature.ts';
import { repeatWhenReady } from './repeat.ts';

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
const tickMs = 10 * 60_000;

/** Starts what is taken over by whom; with the database away it waits for it. */
export function startAdoption(options: Omit<AdoptionServices, 'now'> & FeatureOptions): Adoptions {
  const services: AdoptionServices = { ...options, now: () => options.clock.now() };
  /** The data, and the newest step, that everything has been linked by. */
  let linkedBy = '';

  async function tick(): Promise<void> {
    const newest = `${services.knowledge().data.revision} ${await services.store.lastSeq()}`;
    if (newest !== linkedBy && (await linkRows(services))) linkedBy = newest;
    await askResting(services);
  }

  return {
    deciders: [decideChat(createAdoptionChat(services), options.rolesOf)],
    async coverage() {
      const themes = await findCoverage(services);
      return themes.map((theme) => ({
        label: theme.theme.label,
        count: departmentsIn(theme, 'does', 'planned').length,
        of: theme.cells.length,
      }));
    },
    downloads: new Map([
      [MATRIX_FILE, (_subject, lang) => options.ready().then(() => makeMatrix(services, lang))],
    ]),
    stop: repeatWhenReady(options, tick, tickMs),
  };
}
