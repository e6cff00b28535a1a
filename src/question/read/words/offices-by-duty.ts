import type { Folded } from '../../../text/fold.ts';
import type { Duty } from '../../index/department-parts.ts';
import type { NamedDepartments, ReadingContext, Span } from './token.ts';

/** 道路や水道をやってるとこ, 保育園や児相を持ってる局, 防災の担当課: an office, by what it sees to. */
const OFFICE =
  '(?:部署|部局|事務局|局|部|課|室|所属|とこ(?:ろ)?|せくしよん|ちいむ|人(?:たち)?の(?:職場|とこ(?:ろ)?|部署))';
/** What only an office does with its duties. */
const CHARGE =
  '(?:を|の|が|も)?(?:担当|所管|管理|運営|管轄)(?:を?して(?:い)?る|する|の)?|' +
  '(?:を)?(?:見て|みて|持つて|もつて|扱つて|あつかつて|担つて|仕切つて|抱えて)(?:い)?る|' +
  '(?:を)?(?:扱う|受け持つ(?:て(?:い)?る)?|守つて(?:い)?る)|(?:の|が)(?:ある|いる)';
/** What anybody may do with a topic: only where every word is a duty. */
const DOING =
  '(?:を|の|も)?(?:やつて(?:い)?る|して(?:い)?る|やる|する)|[をにで][^、。をがはで]{1,5}(?:[てで](?:い)?る|[うくすつぬむるぐぶ])|関係の|がらみの|方面の|系の|の';
const BY_DUTY = new RegExp(
  `(?<![\\u4e00-\\u9fffァ-ヴー])(?<duties>[^。!?、\\ue000\\s]{1,26}?)(?:(?<charge>${CHARGE})|(?<doing>${DOING}))(?:担当)?の?${OFFICE}` +
    '(?=の[取一事例]|の人|のやつ|のこ|のぶん|の分|は|つて|が|で|に|を|や|と|だ|$|[?。、!\\s]|何|一覧)',
  'g',
);
/** What parts duties, and says nothing: ごみとか商店街, 市の現金. */
const JOINED =
  /^(?:とか|など|のこと|こと|の仕事|なんか|さん|たち|関係|関連|や|と|・|か|の|を|市|町|区|うち|あの)+$/;

/** 港のほうの部, 道路関係の課: the one office that has the word in its name. */
const BY_NAME =
  /(?<![\u4e00-\u9fff])(?<word>[\u4e00-\u9fff]{1,6}|[ぁ-んァ-ヴー]{2,8})(?:のほう|の方|方面|関係|がらみ|まわり|周り)の(?:部署?|局|課|室|所|事務所)(?![\u4e00-\u9fff])/g;

/** Departments that are spoken of by a word of their name or by what they see to, where it tells one or two from the others. */
export function findOfficesByDuty(folded: Folded, context: ReadingContext): NamedDepartments[] {
  const byName = officesIn(folded, BY_NAME, ({ word }) => {
    const like = context.departmentsLike(word!);
    return like.length === 1 ? like : [];
  });
  const byDuty = officesIn(folded, BY_DUTY, ({ duties, charge }) => {
    const { departments, left } = ownersOf(duties!, context.duties);
    const isNobodys = left !== '' && (charge === undefined || left.length > 4);
    return isNobodys || departments.length > 2 ? [] : departments;
  });
  return [...byName, ...byDuty.filter((office) => !isCalled(office, folded, context))];
}

/** What a pattern finds, where that is departments. */
function officesIn(
  { text }: Folded,
  pattern: RegExp,
  departmentsOf: (said: Partial<Record<string, string>>) => readonly number[],
): NamedDepartments[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: phrase, index, groups = {} }) => {
    const departments = departmentsOf(groups);
    return departments.length === 0 ? [] : [{ departments, start: index, end: index + phrase.length }];
  });
}

/** 子ども関係の部署: where an office or a group has that very name, it is meant. */
function isCalled({ start, end }: Span, { text }: Folded, { lexicon }: ReadingContext): boolean {
  for (let to = start + 2; to < end; to++)
    if (lexicon.officesCalled(text.slice(start, to)).length > 0 && text[to] === 'の') return true;
  return false;
}

/** The departments that see to most of what the phrase names, if any, and the words of it that are nobody's. */
function ownersOf(phrase: string, duties: readonly Duty[]) {
  const votes = new Map<number, number>();
  let left = phrase;
  for (const { folded, departments } of duties) {
    if (!left.includes(folded)) continue;
    left = left.replaceAll(folded, '\u0000');
    for (const d of departments) votes.set(d, (votes.get(d) ?? 0) + folded.length);
  }
  const most = Math.max(0, ...votes.values());
  return {
    departments: [...votes].flatMap(([d, count]) => (count === most ? [d] : [])).sort((a, b) => a - b),
    left: left
      .split('\u0000')
      .filter((part) => part !== '' && !JOINED.test(part))
      .join(''),
  };
}
