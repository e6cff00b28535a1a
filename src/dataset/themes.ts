import type { Concept, Dataset } from './schema.ts';

/** A form with more choices than these is not read. */
const maxThemes = 20;
/** Enough rows to see what a dataset is about. */
const sampledRows = 2000;

const known = new WeakMap<Dataset, readonly Concept[]>();

/** The topics that most rows are about: those worth choosing between. */
export function commonThemes(data: Dataset): readonly Concept[] {
  const before = known.get(data);
  if (before) return before;
  const texts = data.initiatives.slice(0, sampledRows).map((row) => ({
    text: `${row.name}\n${row.summary}`,
    themes: data.expansions.get(row.id)?.themes ?? [],
  }));
  const themes = data.concepts
    .filter(({ kind }) => kind === 'topic')
    .map((concept) => ({
      concept,
      rows: texts.filter(
        ({ text, themes }) =>
          themes.includes(concept.id) || concept.terms.some((term) => text.includes(term)),
      ).length,
    }))
    .filter(({ rows }) => rows > 1)
    .sort((a, b) => b.rows - a.rows)
    .slice(0, maxThemes)
    .map(({ concept }) => concept);
  known.set(data, themes);
  return themes;
}
