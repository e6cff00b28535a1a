import { LRUCache } from 'lru-cache';
import { fiscalYearOf, parseMonth } from '../calendar/month.ts';
import { historyOf, type RowYear } from '../dataset/edition/history.ts';
import type { HeldFiles } from '../dataset/load/dataset.ts';
import { unpackedBytes } from '../dataset/load/packed-files.ts';
import type { Dataset, Initiative } from '../dataset/schema.ts';
import type { Engine } from '../question/answer.ts';
import type { Edition } from './edition.ts';
import type { EditionStore } from './ports.ts';

/** What a document knows, and what answers from it. */
export interface YearKnowledge {
  readonly data: Dataset;
  readonly engine: Engine;
}

/** An edition of an earlier fiscal year than that of the one that answers. */
export interface EarlierEdition extends Edition {
  readonly fiscalYear: number;
}

/** The documents of earlier years, read when somebody asks. All reject while the database is away. */
export interface EditionYears {
  /** The newest year first, and the fiscal year of the edition that answers; null where its document states none. */
  earlier(): Promise<{ readonly current: number | null; readonly editions: readonly EarlierEdition[] }>;
  open(edition: EarlierEdition): Promise<YearKnowledge>;
  /** The fiscal year of a document that is open, by the revision of its data; null = none of them. */
  yearOf(revision: string): number | null;
  /** How the earlier documents had this row, the newest first; empty where there are none. */
  history(row: Initiative): Promise<readonly RowYear[]>;
  /** The newest earlier document that has a row of this id. */
  find(
    id: string,
  ): Promise<{ readonly data: Dataset; readonly row: Initiative; readonly year: number } | null>;
}

export interface EditionYearsServices {
  readonly store: Pick<EditionStore, 'active' | 'get' | 'ofYears' | 'files'>;
  /** Both beside the turns. */
  readonly read: (files: HeldFiles) => Promise<Dataset>;
  readonly build: (data: Dataset) => Promise<Engine>;
}

/** Beside the one that answers: most ask of last year, and each takes as much memory as the document is large. */
const mostEngines = 2;
const mostDocuments = 3;

/** The earlier years of a store. What is built is kept for the last few asked for. */
export function createEditionYears({ store, read, build }: EditionYearsServices): EditionYears {
  const documents = new LRUCache<string, Promise<Dataset>>({ max: mostDocuments });
  const engines = new LRUCache<string, Promise<Engine>>({ max: mostEngines });
  const yearByRevision = new LRUCache<string, number>({ max: mostDocuments });

  async function load({ id, fiscalYear }: EarlierEdition): Promise<Dataset> {
    const files = await store.files(id);
    if (!files) throw new Error(`the edition ${id} has no files`);
    const data = await read(await unpackedBytes(files));
    yearByRevision.set(data.revision, fiscalYear);
    return data;
  }

  const dataOf = (edition: EarlierEdition) => once(documents, edition.id, () => load(edition));

  async function earlier() {
    const active = await store.active();
    const current = active && (await store.get(active.id));
    // A document that states no year is still no older than its month.
    const asOf = current?.asOf ?? null;
    const bound = current?.fiscalYear ?? (asOf === null ? Infinity : fiscalYearOf(parseMonth(asOf)));
    const editions = (await store.ofYears()).flatMap((edition) =>
      edition.fiscalYear !== null && edition.fiscalYear < bound && edition.id !== active?.id
        ? [{ ...edition, fiscalYear: edition.fiscalYear }]
        : [],
    );
    return { current: current?.fiscalYear ?? null, editions };
  }

  return {
    earlier,
    async open(edition) {
      const data = await dataOf(edition);
      return { data, engine: await once(engines, edition.id, () => build(data)) };
    },
    yearOf: (revision) => yearByRevision.get(revision) ?? null,
    async history(row) {
      const { editions } = await earlier();
      const documents = [];
      for (const edition of editions.slice(0, mostDocuments))
        documents.push({ year: edition.fiscalYear, initiatives: (await dataOf(edition)).initiatives });
      return historyOf(row, documents);
    },
    async find(id) {
      for (const edition of (await earlier()).editions.slice(0, mostDocuments)) {
        const data = await dataOf(edition);
        const row = data.initiatives.find((one) => one.id === id);
        if (row) return { data, row, year: edition.fiscalYear };
      }
      return null;
    },
  };
}

/** Made once for all who ask at the same time; what has failed is tried again. */
async function once<T>(known: LRUCache<string, Promise<T>>, id: string, make: () => Promise<T>): Promise<T> {
  const before = known.get(id);
  if (before) return await before;
  const made = make();
  known.set(id, made);
  try {
    return await made;
  } catch (error) {
    known.delete(id);
    throw error;
  }
}
