import { type Following, listsBefore, sameRows, type Situation } from './following.ts';

/** コミュニケーション促進をもう少し詳しく: the one row that was shown and is called so, whatever else has its words. */
export function byName(
  text: string,
  { context, previous, next, answered }: Omit<Situation<'same'>, 'how'>,
): Following | null {
  const [, japanese, english] = MORE_OF.exec(text.trim()) ?? [];
  const thing = japanese ?? english;
  if (thing === undefined) return null;
  const lists = [context.ids, ...listsBefore(context), context.earlier ?? []];
  const called = lists.map((ids) => answered.called(ids, thing)).find((ids) => ids.length > 0) ?? [];
  return called.length === 1 ? sameRows(previous, { ...next, intent: 'find' }, called) : null;
}

/** What more is wanted of. */
const MORE_OF = new RegExp(
  [
    '^(?:じゃあ?|では|で|あと|ちなみに)?、? ?(\\S.{2,39}?)(?:という(?:の|取組|やつ))?(?:の(?:こと|件|取組|ほう|方))?',
    '(?:は|って|を|が|について|に関して|も|、)? ?',
    '(?:(?:もう少し|もうちょっと|もっと|さらに|ちょっと) ?)?(?:だけ)?(?:の)?',
    '(?:詳し|くわし|詳細|説明|教え|おしえ|知り|見せ|見たい|内容(?:を|は))[ぁ-ん見]*[?？。！!\\s]*$',
    '|^(?:(?:and|ok(?:ay)?|so|please|can you|could you),? )*',
    "(?:tell me|say|show me|i(?:['’]d| would) like to (?:know|hear)|more|details?|explain)",
    '(?: (?:a bit|a little|some))?(?: more| details)?(?: about| on| of)? (?:the )?(.{3,60}?)(?: initiative| one)?',
    '(?: in (?:more )?detail)?(?:,? please)?[?.!\\s]*$',
  ].join(''),
  'i',
);
