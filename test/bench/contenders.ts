import { DatabaseSync } from 'node:sqlite';
import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import type { Dataset } from '../../src/dataset/schema.ts';

/** A row as libraries index it. */
interface Document {
  readonly id: number;
  readonly name: string;
  readonly text: string;
}

/** Rows by their position in the dataset, best first; higher scores are better. */
export type Ranking = readonly { readonly row: number; readonly score: number }[];

export interface SearchIndex {
  readonly search: (question: string, limit: number) => Ranking | Promise<Ranking>;
  /** Bytes that the heap does not show. */
  readonly nativeBytes: () => number;
}

export interface Contender {
  readonly name: string;
  readonly version: string;
  /** Each is tried on set A, and the best one goes on. */
  readonly variants: readonly string[];
  readonly build: (documents: readonly Document[], variant: string) => SearchIndex | Promise<SearchIndex>;
}

/** A row's words, department and time too; with `curated`, its curated questions as well. */
export function documentsOf(data: Dataset, curated: boolean): Document[] {
  return data.initiatives.map((row, id) => {
    const questions = curated ? (data.expansions.get(row.id)?.questions ?? []) : [];
    return {
      id,
      name: row.name,
      text: [row.department, row.summary, row.remarks, row.schedule.text, ...questions].join('\n'),
    };
  });
}

/**
 * The set-up that does best for Japanese in such libraries: Latin words and numbers whole, everything else as
 * character bigrams, those of hiragana alone (particles, endings) left out.
 */
function bigrams(text: string): string[] {
  const tokens: string[] = [];
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[a-z]+|[0-9]+|[\u3041-\u30ff\u4e00-\u9fff々]+/g)) {
    if (/^[a-z0-9]/.test(run) || run.length === 1) {
      tokens.push(run);
      continue;
    }
    for (let i = 0; i + 1 < run.length; i++) {
      const bigram = run.slice(i, i + 2);
      if (!/^[\u3041-\u309f]+$/.test(bigram)) tokens.push(bigram);
    }
  }
  return tokens;
}

const NO_BYTES = (): number => 0;

const miniSearch: Contender = {
  name: 'MiniSearch',
  version: '7.2.0',
  variants: ['rows', 'curated'],
  build(documents) {
    const index = new MiniSearch<Document>({
      fields: ['name', 'text'],
      tokenize: bigrams,
      searchOptions: { tokenize: bigrams, boost: { name: 2 }, combineWith: 'OR' },
    });
    index.addAll(documents);
    return {
      nativeBytes: NO_BYTES,
      search: (question, limit) =>
        index
          .search(question)
          .slice(0, limit)
          .map(({ id, score }) => ({ row: Number(id), score })),
    };
  },
};

/** `trigram` is SQLite's own tokenizer, `rows` and `curated` bigrams parted by spaces. */
const fts5: Contender = {
  name: 'SQLite FTS5',
  version: '3.53 (node:sqlite)',
  variants: ['rows', 'curated', 'trigram'],
  build(documents, variant) {
    const trigram = variant === 'trigram';
    const database = new DatabaseSync(':memory:');
    database.exec(
      `CREATE VIRTUAL TABLE rows USING fts5(name, text, content='', tokenize='${trigram ? 'trigram' : 'unicode61'}')`,
    );
    const insert = database.prepare('INSERT INTO rows (rowid, name, text) VALUES (?, ?, ?)');
    const indexed = (text: string): string => (trigram ? text.normalize('NFKC') : bigrams(text).join(' '));
    database.exec('BEGIN');
    for (const { id, name, text } of documents) insert.run(id + 1, indexed(name), indexed(text));
    database.exec('COMMIT');
    const find = database.prepare(
      'SELECT rowid, bm25(rows, 2.0, 1.0) AS score FROM rows WHERE rows MATCH ? ORDER BY score LIMIT ?',
    );
    const terms = (question: string): string[] => {
      if (!trigram) return bigrams(question);
      const plain = question.normalize('NFKC').replace(/["\s]+/g, '');
      return Array.from({ length: Math.max(0, plain.length - 2) }, (_, i) => plain.slice(i, i + 3));
    };
    const pragma = (name: string): number =>
      Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
    return {
      nativeBytes: () => pragma('page_count') * pragma('page_size'),
      search(question, limit) {
        const query = [...new Set(terms(question))].map((term) => `"${term}"`).join(' OR ');
        if (query === '') return [];
        // bm25() is negative, the better the lower.
        return find
          .all(query, limit)
          .map((row) => ({ row: Number(row['rowid']) - 1, score: -Number(row['score']) }));
      },
    };
  },
};

const orama: Contender = {
  name: 'Orama',
  version: '3.1.18',
  variants: ['rows', 'curated'],
  async build(documents) {
    const index = create({
      schema: { name: 'string', text: 'string' } as const,
      components: { tokenizer: { language: 'english', normalizationCache: new Map(), tokenize: bigrams } },
    });
    await insertMultiple(
      index,
      documents.map(({ id, name, text }) => ({ id: String(id), name, text })),
      5_000,
    );
    return {
      nativeBytes: NO_BYTES,
      async search(question, limit) {
        // threshold 1: any of the words. Not `exact`, which compares whole words of the text, and Japanese has none.
        const { hits } = await searchOrama(index, {
          term: question,
          limit,
          threshold: 1,
          boost: { name: 2 },
        });
        return hits.map(({ id, score }) => ({ row: Number(id), score }));
      },
    };
  },
};

/** `fuzzy` is Fuse's usual search of the question as one pattern; the others look for each bigram. */
const fuse: Contender = {
  name: 'Fuse',
  version: '7.5.0',
  variants: ['rows', 'curated', 'fuzzy'],
  build(documents, variant) {
    const tokens = variant !== 'fuzzy';
    const index = new Fuse(documents, {
      keys: [
        { name: 'name', weight: 2 },
        { name: 'text', weight: 1 },
      ],
      includeScore: true,
      ignoreLocation: true,
      threshold: tokens ? 0 : 0.7,
      ...(tokens ? { useTokenSearch: true, tokenize: bigrams, tokenMatch: 'any' } : {}),
    });
    return {
      nativeBytes: NO_BYTES,
      search: (question, limit) =>
        index
          .search(tokens ? question : question.slice(0, 32), { limit })
          .map(({ item, score }) => ({ row: item.id, score: 1 - (score ?? 1) })),
    };
  },
};

export const CONTENDERS: readonly Contender[] = [miniSearch, fts5, orama, fuse];
