import type { Folded } from '../../../text/fold.ts';
import type { Token } from './token.ts';

/** Stands before the name of a place. */
const IN_EN = /(?<![a-z])(?:in|at|by|of|from)(?: the)? $/;
const LISTED = /^[・、,/]$/;
const BESIDE = /^の(?:ほか|他)/;
/** この, それ: at the end of what stands before. */
const POINTS = /(?:^|[^\u3041-\u309f]|[はがもで])[こそ]れ?$/;
const ASKS_ELSE = /^に?(?:は|も)?[、]?(?:何|なに|どんな|どういう|やつて)/;
const ABSENT = /^抜き[でに]/;
/** 以外の職員も, 以外からでも: others may as well. */
const OTHERS_TOO =
  /^の?(?:他の)?(?:部署|課|局|部|所属|職場|人|職員|者|方)?(?:の(?:人|職員|者|方))?(?:から|に|へ|が|で|は)?(?:でも|も)(?!の)/;
/** 呼ばれるんじゃないかと落ち着かない: what is feared, not left out. */
const FEARED = /^か(?:$|[なとも、。?!])/;
/** Not disturbed by phone calls, without being shouted at by visitors: what befalls somebody is the topic. */
const SPARED = new RegExp(
  [
    "^(?:t|'t)?\\s*(?:(?:to )?(?:be|being|get|getting) )?",
    '(?:disturbed|interrupted|bothered|distracted|harassed|shouted|yelled|screamed|called|phoned|woken|insulted|bullied|',
    'overwhelmed|swamped|burdened|hurt|filmed|chased|threatened|exposed|worn|tied|stuck) ',
  ].join(''),
  'i',
);
/** 給料でないのがつらい: what is missed, not left out. */
const PAINS = /^(?:の|こと)(?:が|は|も)(?:つら|辛|困|嫌|いや|きつ|しんど|不満|不安|不便|大変|苦し|問題|悩)/;
const NOUNS: ReadonlySet<Token['kind']> = new Set(['term', 'department', 'light']);

/** Positions of tokens that the question leaves out, and of those that it says not to mean. */
export interface Exclusion {
  readonly excluded: ReadonlySet<number>;
  /** AじゃないけどB: neither asked for nor excluded. */
  readonly dropped: ReadonlySet<number>;
}

/** What 以外, 除く, except leave out. `without`: the question asks who does not, and an English "not" is its verb's. */
export function exclusionOf(tokens: readonly Token[], folded: Folded, without: boolean): Exclusion {
  const excluded = new Set<number>();
  const dropped = new Set<number>();
  tokens.forEach((token, i) => {
    if (token.kind !== 'not') return;
    if (token.after) {
      // 1on1じゃなくても: it would do as well; 研修以外のもの leaves it out.
      const written = folded.text.slice(token.start, token.end);
      if (written.endsWith('ない') && FEARED.test(folded.text.slice(token.end))) return;
      if (written.endsWith('ない') && PAINS.test(folded.text.slice(token.end))) return;
      // このほかに, これ以外に: beside what was told, which is no word of the question.
      if (POINTS.test(folded.text.slice(0, token.start))) return;
      const isDropped =
        written.endsWith('けど') ||
        (/なくて?$/.test(written) && (folded.text[token.end] === 'も' || isContrast(tokens, i)));
      // 消防局以外の課からでも出られる会: whose it is, is said beside.
      if (OTHERS_TOO.test(folded.text.slice(token.end))) {
        for (const k of nounsBefore(tokens, i, folded)) dropped.add(k);
        return;
      }
      // 研修のほかに: as well as training; 消防局のほかに: who else.
      // 研修のほかには何がある: what else there is.
      const asksElse = ASKS_ELSE.test(folded.text.slice(token.end));
      if (BESIDE.test(written) && !asksElse && nearestNoun(tokens, i) !== 'department') return;
      // 課長抜きで話す: who is not there when it is done.
      if (ABSENT.test(folded.text.slice(token.start, token.end + 1)) && isOfPeople(tokens, i)) {
        for (const k of nounsBefore(tokens, i, folded)) dropped.add(k);
        return;
      }
      for (const k of nounsBefore(tokens, i, folded)) (isDropped ? dropped : excluded).add(k);
    } else if (isWayOfDoing(folded, token)) {
      return;
    } else if (!without && !SPARED.test(folded.source.slice(folded.at[token.end]))) {
      for (const k of nounsAfter(tokens, i, folded, excluded.size > 0)) excluded.add(k);
    }
  });
  return { excluded, dropped };
}

/** 異動じゃなくて、よその職場で働く: what is asked for comes behind it. */
const isContrast = (tokens: readonly Token[], at: number): boolean =>
  tokens
    .slice(at + 1)
    .some(({ kind, terms }) => kind === 'term' && terms.some(({ concept }) => concept >= 0));

const isOfPeople = (tokens: readonly Token[], at: number): boolean =>
  tokens.slice(0, at).findLast(({ kind }) => NOUNS.has(kind))?.terms[0]?.kind !== 'topic';

/** Without taking the boat: how it is done, and no thing that is left out. */
const isWayOfDoing = ({ text }: Folded, { start, end }: Token): boolean =>
  text.slice(start, end).trim() === 'without' &&
  /^ ?(?:ever |even )?[a-z]{2,}ing(?![a-z])/.test(text.slice(end));

/** What the last noun before a place is. */
const nearestNoun = (tokens: readonly Token[], at: number): Token['kind'] | undefined =>
  tokens.slice(0, at).findLast(({ kind }) => NOUNS.has(kind))?.kind;

/** 大学や高校を除く: both, what stands right before with what is listed with it. */
function nounsBefore(tokens: readonly Token[], not: number, folded: Folded): number[] {
  const nouns: number[] = [];
  for (let k = not - 1; k >= 0; k--) {
    const token = tokens[k]!;
    if (token.kind === 'break' || token.kind === 'not') break;
    if (!NOUNS.has(token.kind)) continue;
    nouns.push(k);
    const joined = tokens[k - 1];
    if (joined?.kind === 'or' || (joined?.kind === 'and' && joined.end === token.start)) {
      k--;
      continue;
    }
    const between = joined && folded.source.slice(folded.at[joined.end - 1], folded.at[token.start]);
    if (joined?.kind !== token.kind || !LISTED.test(between!.slice(-1))) break;
  }
  return nouns;
}

/** Whether a noun is of the same list as the one before: of its kind, or joined to it, or right beside it. */
function goesOn(tokens: readonly Token[], last: number, k: number): boolean {
  const between = tokens.slice(last + 1, k);
  const isJoined = between.some((token) => token.kind === 'and' || token.kind === 'or');
  return tokens[last]!.kind === tokens[k]!.kind || isJoined || tokens[last]!.end === tokens[k]!.start;
}

/** except training and 1-on-1: all that follows in the clause, but for the place where to look. */
function nounsAfter(tokens: readonly Token[], not: number, folded: Folded, others: boolean): number[] {
  const nouns: number[] = [];
  for (let k = not + 1; k < tokens.length; k++) {
    const { kind, start } = tokens[k]!;
    if (kind === 'break' || folded.text[start] === ',') break;
    // Everything except training in the ward offices: the office is where to look.
    const isPlace = kind === 'department' && k > not + 1 && IN_EN.test(folded.text.slice(0, start));
    if (isPlace && (others || nouns.length > 0)) break;
    // Other than the ward offices, who runs training: what is asked of the others is not left out.
    if (NOUNS.has(kind) && nouns.length > 0 && !goesOn(tokens, nouns.at(-1)!, k)) break;
    if (kind === 'term' || kind === 'department') nouns.push(k);
  }
  return nouns;
}
