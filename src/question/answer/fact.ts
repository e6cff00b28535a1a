import type { Initiative } from '../../dataset/schema.ts';
import type { Fact } from '../answer.ts';
import { foldText } from '../../text/fold.ts';
import { FACT_CUES } from '../read/cues.ts';
import type { Query } from '../read/query.ts';

/** A fact is read from one row; with more rows than this the question was for the rows. */
export const MAX_FACT_ROWS = 2;

/** The fact that the question asks for, from the best row's own fields; null when it asks for rows. */
export function findFact(text: string, rows: readonly Initiative[], query: Query): Fact | null {
  const initiative = rows[0];
  if (initiative === undefined || rows.length > MAX_FACT_ROWS || query.groups.length === 0) return null;
  const cue = FACT_CUES.find(([, pattern]) => pattern.test(text));
  if (cue === undefined) return null;
  const asks = cue[0];
  if (asks === 'when') return { initiative, asks, field: 'schedule', text: initiative.schedule.text };
  const words = [...query.groups.flat(), ...query.lights].map((term) => term.folded);
  const found = bestClause(initiative, words, SIGNS[asks]);
  return found === null ? null : { initiative, asks, ...found };
}

type Found = Pick<Fact, 'field' | 'text'>;

/** What a clause that answers looks like, the surest sign first. */
const SIGNS: Record<Exclude<Fact['asks'], 'when'>, readonly RegExp[]> = {
  who: [
    /による|長とした|講師|参加者|対象|[0-9０-９]\s?名/,
    /職員|市長|局長|課長|所属長|管理者|管理職|教授|メンバー|者/,
  ],
  where: [
    /【[^】]*】.*[市区町村]|[（(][^）)]*大学/,
    /大学|[市区町村](?:、|$|（)|事務所|会場|ワーキング|センター/,
    /課|室|施設/,
  ],
  howMany: [
    /[0-9０-９]+\s?(?:本|名|人|校|回|件|社|市|種|台|席|円|分|時間|割)/,
    /[一二三四五六七八九十]\s?(?:本|名|人|校|回|件)/,
  ],
  howOften: [/(?:月|年|週)に?\s?[0-9０-９一]+\s?回|毎[月週年日朝]/, /定期|随時|四半期|半年/],
  why: [/ため|目的|図る|図り|つなげ|ことから|見込|により/, /向上|改善|抑制|軽減/],
  what: [/[、・].*(?:など|等)$|①|②/, /[、・]/],
  which: [/[、・]/],
};

/** The clause of summary, remarks or name that has most of the question's words and the surest sign of the fact. */
function bestClause(row: Initiative, words: readonly string[], signs: readonly RegExp[]): Found | null {
  let best: { found: Found; score: number } | null = null;
  for (const field of ['summary', 'remarks', 'name'] as const) {
    const clauses = row[field]
      .split(/[。\n]/)
      .map((clause) => clause.trim())
      .filter((clause) => clause !== '');
    for (const clause of clauses) {
      const folded = foldText(clause);
      const shared = words.filter((word) => folded.includes(word)).length;
      const sign = signs.findIndex((pattern) => pattern.test(clause));
      const score = shared + (sign < 0 ? 0 : (signs.length - sign) * 1.5) - (field === 'name' ? 1.5 : 0);
      if (best === null || score > best.score) best = { found: { field, text: clause }, score };
    }
  }
  return best?.found ?? null;
}
