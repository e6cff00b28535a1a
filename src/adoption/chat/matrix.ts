import { ask, place, today } from '../../chat/services.ts';
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
import type { AdoptionServices } from './services.ts';

const mostRecommended = 5;

const known = new WeakMap<Dataset, { readonly today: string; readonly themes: readonly ThemeRows[] }>();

/** The common themes with their rows, each as a question for it finds them, so that all numbers agree. */
function themeRows(services: AdoptionServices): readonly ThemeRows[] {
  const { data } = services.knowledge();
  const date = today(services);
  const before = known.get(data);
  if (before?.today === date) return before.themes;
  const themes = commonThemes(data).map(({ id, label }) => ({
    theme: { id, label },
    rows: ask(services, label.ja, 'ja').hits.map(({ initiative }) => initiative),
  }));
  known.set(data, { today: date, themes });
  return themes;
}

/** Departments × themes as they stand now, the themes that most departments have first. */
export async function findCoverage(services: AdoptionServices): Promise<readonly ThemeCoverage[]> {
  const { data } = services.knowledge();
  const adoptions = await services.store.all();
  return coverageOf(data.departments, themeRows(services), adoptions, (row) => isPlanned(row, services));
}

/** What offers call the matrix by. */
export const MATRIX_FILE = 'matrix';

/** The matrix as it stands now, as a workbook. */
export async function makeMatrix(services: AdoptionServices, lang: Lang): Promise<Download> {
  return services.cards.matrixFile(await findCoverage(services), services.now(), place(services, lang));
}

/** What neighbours of the same kind do and this department does not. */
export async function findGaps(services: AdoptionServices, department: string): Promise<GapsView> {
  const { kind, names } = neighboursOf(department, services.knowledge().data.departments);
  const gaps = gapsOf(department, names, await findCoverage(services));
  return { department, kind, neighbours: names, gaps };
}

/** Rows of neighbours to take over. */
export async function findRecommendations(
  services: AdoptionServices,
  department: string,
): Promise<RecommendationsView> {
  const view = await findGaps(services, department);
  const adoptions = await services.store.all();
  return { ...view, recommendations: recommendationsFor(department, view.gaps, adoptions, mostRecommended) };
}
