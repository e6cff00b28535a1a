import type { Source } from './schema.ts';

/**
 * The fiscal year of a document, from April: what its title states, else what it says elsewhere or somebody has said of
 * it; null = nobody has. A plan for 令和9年度 that is published in 令和9年3月 is about 2027: its month says nothing.
 */
export function fiscalYearOfDocument({
  title,
  fiscalYear,
}: Pick<Source, 'title' | 'fiscalYear'>): number | null {
  return statedYear(title) ?? fiscalYear ?? null;
}

function statedYear(title: string): number | null {
  const found = /(令和|平成)\s*(元|\d{1,2})\s*年度|(20\d{2})\s*年度/.exec(title.normalize('NFKC'));
  if (!found) return null;
  const [, era, year, western] = found;
  if (western !== undefined) return Number(western);
  return (year === '元' ? 1 : Number(year)) + (era === '令和' ? 2018 : 1988);
}

/** The source with the year that is known of it, where its title does not state it. */
export function withFiscalYear(source: Source, fiscalYear: number | null | undefined): Source {
  const { fiscalYear: _, ...rest } = source;
  return fiscalYear == null || statedYear(source.title) !== null ? rest : { ...rest, fiscalYear };
}
