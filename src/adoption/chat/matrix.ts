import { ask, place, today } from '../../chat/parts.ts';
import type { Download } from '../../cards/file-cards.ts';
import { commonThemes } from '../../dataset/themes.ts';
import type { Dataset } from '../../dataset/schema.ts';
import type { Lang } from '../../question/answer.ts';
import { neighboursOf } from '../../question/neighbours.ts';
import type { GapsView, RecommendationsView } from '../cards/spread-view.ts';
import {
  coverageOf,
  gapsOf,
  recommendationsFor,
  type ThemeCoverage,
  type ThemeRows,
} from '../decide/coverage.ts';
import { isPlanned } from './calendar.ts';
import type { AdoptionParts } from './parts.ts';

const mostRecommended = 5;

const known = new WeakMap<Dataset, { readonly today: string; readonly themes: readonly ThemeRows[] }>();

/** The common themes with their rows, each as a question for it finds them, so that all numbers agree. */
function themeRows(parts: AdoptionParts): readonly ThemeRows[] {
  const { data } = parts.knowledge();
  const date = today(parts);
  const before = known.get(data);
  if (before?.today === date) return before.themes;
  const themes = commonThemes(data).map(({ id, label }) => ({
    theme: { id, label },
    rows: ask(parts, label.ja, 'ja').hits.map(({ initiative }) => initiative),
  }));
  known.set(data, { today: date, themes });
  return themes;
}

/** Departments × themes as they stand now, the themes that most departments have first. */
export async function findCoverage(parts: AdoptionParts): Promise<readonly ThemeCoverage[]> {
  const { data } = parts.knowledge();
  const adoptions = await parts.store.all();
  return coverageOf(data.departments, themeRows(parts), adoptions, (row) => isPlanned(row, parts));
}

/** What offers call the matrix by. */
export const MATRIX_FILE = 'matrix';

/** The matrix as it stands now, as a workbook. */
export async function makeMatrix(parts: AdoptionParts, lang: Lang): Promise<Download> {
  return parts.cards.matrixFile(await findCoverage(parts), parts.now(), place(parts, lang));
}

/** What neighbours of the same kind do and this department does not. */
export async function findGaps(parts: AdoptionParts, department: string): Promise<GapsView> {
  const { kind, names } = neighboursOf(department, parts.knowledge().data.departments);
  const gaps = gapsOf(department, names, await findCoverage(parts));
  return { department, kind, neighbours: names, gaps };
}

/** Rows of neighbours to take over. */
export async function findRecommendations(
  parts: AdoptionParts,
  department: string,
): Promise<RecommendationsView> {
  const view = await findGaps(parts, department);
  const adoptions = await parts.store.all();
  return { ...view, recommendations: recommendationsFor(department, view.gaps, adoptions, mostRecommended) };
}
