import { numberOf } from './numeral.ts';

/** An era: its year 1 is the western year `base` + 1. */
export interface Era {
  readonly base: number;
  /** Its last year; the present one has none that matters here. */
  readonly last: number;
}

const ERAS: readonly (readonly [names: string, era: Era])[] = [
  ['令和 reiwa r', { base: 2018, last: 99 }],
  ['平成 heisei h', { base: 1988, last: 31 }],
  ['昭和 showa s', { base: 1925, last: 64 }],
];
/** Patterns of an era's name and of a year in it; a name in Latin letters ends at a space. */
export const ERA = '(令和|平成|昭和|reiwa |heisei |showa |r|h)';
export const ERA_YEAR = '(元|\\d{1,2}|[一二三四五六七八九十]{1,3})';

const BY_NAME = new Map(ERAS.flatMap(([names, era]) => names.split(' ').map((name) => [name, era] as const)));
export const REIWA = BY_NAME.get('令和')!;

/** The era by any of its names: 令和, Reiwa, R. */
export const eraOf = (name: string): Era => BY_NAME.get(name.trim().toLowerCase())!;

/** 令和 八 → 2026. An era's count goes on after its end (平成32年 → 2020), as in plans that are older than that end. */
export const eraYear = (era: string, year: string): number => eraOf(era).base + numberOf(year);

/** Two figures without an era: 8年度 is of the era, 26年度 of the century. */
export const shortYear = (year: number): number => (year < 20 ? REIWA.base : 2000) + year;
