import type { Logger } from 'pino';
import { digestOfFiles } from '../../dataset/digest.ts';
import type { CurrentKnowledge, Knowledge } from '../../bot/knowledge.ts';
import type { Clock } from '../../calendar/clock.ts';
import { type DatasetFiles, datasetSteps } from '../../dataset/load/dataset.ts';
import { packed, unpackedBytes } from '../../dataset/load/packed-files.ts';
import type { Dataset } from '../../dataset/schema.ts';
import { type Edition, editionOf } from '../../editions/edition.ts';
import type { EditionStore } from '../../editions/ports.ts';
import type { Feature } from '../feature.ts';
import { engineSteps } from '../../question/engine.ts';
import { repeat } from '../repeat.ts';
import { rest } from './rest.ts';
import { finishInSlices, type Steps } from '../../text/steps.ts';

export interface EditionsOptions {
  /** `ready` resolves when the database answers. */
  readonly storage: { readonly editions: EditionStore; ready(): Promise<void> };
  readonly knowledge: CurrentKnowledge<Knowledge<Dataset>>;
  /** What the folder of the configuration holds: the first edition of an empty store. */
  readonly folder: { readonly files: DatasetFiles; readonly data: Dataset };
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly tickMs?: number;
}

/** The editions beside the turns. */
export interface Editions extends Feature {
  /** Looks now which edition is to answer, and puts it in place; rejects while the database is away. */
  follow(): Promise<void>;
  /** The id of the one that answers on this instance. */
  answering(): string;
}

/** What one instance activates the others answer from within so long, and what it takes to build it. */
const defaultTickMs = 2000;

/** Starts to follow which edition is to answer, with any number of instances; the old one answers until the new one stands. */
export function startEditions(options: EditionsOptions): Editions {
  const { storage, knowledge, folder, clock, onError, log } = options;
  const store = storage.editions;
  const madeNow = { madeBy: 'folder', madeAt: clock.now() };
  const ofFolder = editionOf(digestOfFiles(folder.files), folder.data.source, madeNow);
  let answering = ofFolder.id;
  let compared = false;

  async function follow(): Promise<void> {
    await storage.ready();
    const active = await store.active();
    if (!active) {
      await fill(store, ofFolder, folder.files);
      return;
    }
    if (!compared) {
      compared = true;
      if (active.id !== ofFolder.id && !(await store.get(ofFolder.id)))
        log.warn({ active: active.id, folder: ofFolder.id }, 'the dataset folder has changed: not taken');
    }
    if (active.id === answering) return;
    const files = await store.files(active.id);
    if (!files) throw new Error(`the edition ${active.id} has no files`);
    const data = await besideTurns(datasetSteps(await unpackedBytes(files)), clock);
    const engine = await besideTurns(engineSteps(data), clock);
    knowledge.replace({ ...knowledge(), data, engine });
    answering = active.id;
    log.info({ edition: active.id, initiatives: data.initiatives.length }, 'edition');
  }

  let following: Promise<void> | null = null;
  const followOnce = () =>
    (following ??= follow().finally(() => {
      following = null;
    }));
  const stop = repeat(followOnce, options.tickMs ?? defaultTickMs, clock, onError);
  return {
    deciders: [],
    follow: followOnce,
    answering: () => answering,
    async stop() {
      await stop();
      // Whoever has asked for it in between is told of its errors; the database is closed after it only.
      await Promise.allSettled([following]);
    },
  };
}

/** Reads a document or builds an engine in slices, behind the turns. */
export function besideTurns<T>(steps: Steps<T>, { elapsed }: Clock): Promise<T> {
  return finishInSlices(steps, { elapsed, pause: () => rest({ elapsed }) });
}

/** The first edition of an empty store; with several instances whoever is first. */
async function fill(store: EditionStore, edition: Edition, files: DatasetFiles): Promise<void> {
  const entry = { at: edition.madeAt, actor: 'system', subject: edition.id, detail: { from: 'folder' } };
  await store.add(edition, await packed(files), { ...entry, action: 'edition.add' });
  await store.activate(edition.id, null, { ...entry, action: 'edition.activate' });
}
