import { isKanji, type Folded } from '../../../text/fold.ts';
import type { Lexicon } from '../../index/lexicon.ts';
import type { NamedDepartments } from './token.ts';

/** An ending that stands for each of a list: 総務・財政の各局, 緑と南の両区, 中央・南区役所. */
const SHARED_ENDING =
  /(?:の?(?<all>各|両|それぞれの|[2-9二三四五六七八九]つ?の?))?(?<ending>総合支所|区役所|支所|局|部|課|室|区)/g;
const JOINED = /(?:、|,|と|や|及び|および|または|か)$/;
const LONGEST_NAME = 10;

/** Departments whose ending stands once, at the end of the list, or after 各 and 両; where in the folded question. */
export function findListedDepartments(folded: Folded, lexicon: Lexicon): NamedDepartments[] {
  return [...folded.text.matchAll(SHARED_ENDING)].flatMap((match) => {
    const { all, ending } = match.groups!;
    const list = namesBefore(folded, match.index, ending!, lexicon);
    if (list.departments.length < (all === undefined ? 2 : 1)) return [];
    return [{ ...list, end: match.index + match[0].length }];
  });
}

function namesBefore(
  folded: Folded,
  end: number,
  ending: string,
  lexicon: Lexicon,
): Pick<NamedDepartments, 'start' | 'departments'> {
  const departments: number[] = [];
  let start = end;
  for (let to = end; to > 0;) {
    const name = nameEndingAt(folded, to, ending, lexicon);
    if (name === null) break;
    departments.push(...name.departments);
    start = name.start;
    to = start - (JOINED.exec(folded.text.slice(0, start))?.[0].length ?? 0);
    if (to === start && !isParted(folded, start)) break;
  }
  return { start, departments };
}

/** The longest name that ends there and is an office's, by itself or with the ending. */
function nameEndingAt(
  folded: Folded,
  end: number,
  ending: string,
  lexicon: Lexicon,
): Pick<NamedDepartments, 'start' | 'departments'> | null {
  for (let start = Math.max(0, end - LONGEST_NAME); start < end; start++) {
    const inWord = isKanji(folded.text.charCodeAt(start - 1)) && !isParted(folded, start);
    if (inWord) continue;
    const name = folded.text.slice(start, end);
    const departments = [name + ending, name].map((each) => lexicon.officesCalled(each)).find(isOne);
    if (departments !== undefined) return { start, departments };
  }
  return null;
}

const isOne = (departments: readonly number[]): boolean => departments.length === 1;

/** Whether a mark that folding drops (・, /) stands before the place. */
const isParted = ({ source, at }: Folded, place: number): boolean =>
  place > 0 && /[・/･]/.test(source.slice(at[place - 1]! + 1, at[place]));
