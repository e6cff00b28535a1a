import type { Initiative } from '../dataset/schema.ts';
import { isLatin } from '../text/fold.ts';
import type { Follows } from './answer.ts';
import { asItStands } from './read/as-it-stands.ts';
import { ofAnyOffice } from './read/guessed-office.ts';
import { ASKED_WEIGHT, type Query, saysWhen, type Term } from './read/query.ts';
import { sequence } from './read/pattern.ts';
import { asksHowOften, complains, mayBeUntimed } from './read/untimed.ts';
import { departmentsNamed } from './reading-context.ts';

/** What is known of the rows that a question is read again for. */
export interface KnownRows {
  readonly rows: readonly Pick<Initiative, 'name'>[];
  /** Folded. */
  readonly departmentNames: readonly string[];
  /** Some row has the folded text. */
  readonly hasText: (folded: string) => boolean;
  /** Some row has what the term asks for. */
  readonly hasTerm: (term: Term) => boolean;
}

/** How the question came about: by which message after another, and whether the words that it asks by are that message's. */
interface Origin {
  readonly follows: Follows | null;
  readonly isOwn: boolean;
}

/** What a question that no row answers may have meant, the likeliest first. */
export function looserReadings(query: Query, { follows, isOwn }: Origin, known: KnownRows): Query[] {
  // 11月は？ after 10月に始まる研修の内容は？ asks for that month.
  const isOwnTime = follows?.said.includes('time') === true;
  return [
    follows === null ? asItStands(query, known.hasText) : null,
    insideAlone(query, known.hasTerm),
    !isOwnTime && mayBeUntimed(query, known.rows) ? untimed(query) : null,
    isOwn ? ofAnyOffice(query) : null,
    asDepartment(query, known.departmentNames),
    follows === null ? atAnyStage(query) : null,
  ].filter((reading) => reading !== null);
}

/** "I have to report on 総務局 at a meeting. Everything, please": the department is asked for, the rest was told. */
export function facetsAlone(query: Query): Query | null {
  const { departments, when, groups, told, asked } = query;
  const faceted = departments !== null || saysWhen(when);
  if (!faceted || groups.length === 0) return null;
  // 育休明けです。先月始まったのはどれ？: no trouble was told that rows would help with.
  if (told && saysWhen(when) && !when.implied && ASKS_WHICH.test(asked) && !complains(asked))
    return { ...query, groups: [] };
  const terms = groups.flat();
  const strange = terms.every((term) => term.unknown && isLatin(term.folded.charCodeAt(0)));
  // 消防士です。消防局がやっていることを全部: who asks narrows nothing.
  const onlyScene = terms.every((term) => term.weight < ASKED_WEIGHT);
  return strange || onlyScene || (told && departments !== null)
    ? { ...query, groups: [], when: told && !onlyScene ? { ...when, time: null } : when }
    : null;
}

/** Rows are asked for by no more than when they begin or how far they are: 先月始まったのはどれ, まだ検討中のものは. */
const ASKS_WHICH = sequence(
  /(?:始ま|始め|開始|スタート|実施|開催|予定|検討|準備|終わ|完了)[^。、?？]{0,10}/,
  /(?:取組|取り組み|もの|やつ|[たるい中]の)(?:は|が|を|って)?[^。、?？]{0,8}/,
  /どれ|どんな|何|なに|ある|あり|教え|おしえ|まとめ|出し|知りた|一覧/,
);

/** 研修と温泉旅行: of things named side by side, those that some row has; the others are told to be none. */
function insideAlone(query: Query, hasTerm: KnownRows['hasTerm']): Query | null {
  const { groups } = query;
  if (!query.loose) return null;
  const isInside = (group: Query['groups'][number]): boolean => group.some(hasTerm);
  const inside = groups.filter(isInside);
  if (inside.length === 0 || inside.length === groups.length) return null;
  const leftOut = groups.filter((group) => !isInside(group)).flatMap(([term]) => term?.words ?? []);
  return { ...query, groups: inside, leftOut: [...query.leftOut, ...leftOut] };
}

/** Whenever it is; how often, only where that was asked beside a time. */
function untimed(query: Query): Query {
  const { when, told, asked } = query;
  const isSchedule = when.time !== null && !when.ambiguous && !told && asksHowOften(asked);
  const kinds = isSchedule ? when.kinds : [];
  return { ...query, when: { ...when, time: null, kinds } };
}

/** 土木の採用: where no row has both, a word that one department's name holds may be that department; null where none is. */
function asDepartment(query: Query, departmentNames: readonly string[]): Query | null {
  if (query.departments !== null) return null;
  for (const group of query.groups) {
    const word = group.length === 1 ? group[0]!.folded : '';
    if (word.length < 2) continue;
    const like = departmentsNamed(word, departmentNames);
    if (like.length !== 1) continue;
    return { ...query, departments: like, groups: query.groups.filter((other) => other !== group) };
  }
  return null;
}

/** 検討している部署はある？ asks for those who do it: how far they have come is not worth an empty answer. */
function atAnyStage(query: Query): Query | null {
  const { when, groups } = query;
  return when.stages.length > 0 && groups.length > 0 ? { ...query, when: { ...when, stages: [] } } : null;
}
