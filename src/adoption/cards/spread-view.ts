import type { Initiative } from '../../dataset/schema.ts';
import type { Adoption } from '../decide/adoption.ts';
import type { Gap, Recommendation, ThemeCoverage } from '../decide/coverage.ts';
import type { Chain, Spread } from '../decide/lineage.ts';

/** What is answered about who takes what over. */
export type SpreadView =
  /** Where rows have gone. */
  | {
      readonly kind: 'spread';
      readonly rows: readonly { readonly initiative: Initiative; readonly chains: readonly Chain[] }[];
    }
  | { readonly kind: 'most'; readonly spreads: readonly Spread[] }
  /** What a department takes over. */
  | { readonly kind: 'taken'; readonly department: string; readonly adoptions: readonly Adoption[] }
  | { readonly kind: 'declined'; readonly adoptions: readonly Adoption[] }
  | { readonly kind: 'nothingMeant' };

/** Departments × themes, a page of themes at a time. */
export interface MatrixView {
  readonly coverage: readonly ThemeCoverage[];
  /** 0-based. */
  readonly page: number;
}

/** What neighbours do and a department does not. */
export interface GapsView {
  readonly department: string;
  /** What they have in common, 区役所; null = all departments are compared. */
  readonly kind: string | null;
  readonly neighbours: readonly string[];
  readonly gaps: readonly Gap[];
}

export interface RecommendationsView extends GapsView {
  readonly recommendations: readonly Recommendation[];
}
