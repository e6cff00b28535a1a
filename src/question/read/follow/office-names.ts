/** A ward's or branch's name without what all their names end with. */
const WARD = /^(.{1,3}?)(?:区(?:役所)?|(?:総合)?支所|出張所|市民センター)$/u;
/** What may follow a name that stands first in a follow-up: 緑は？, 南の時期, 中央以外. */
const AFTER = '(?=(?:の|は|って|だけ|だと|以外|なら|も|[、,?？\\s]|$))';

/** 緑は？ 南の時期: wards are called by one character in a conversation; by itself it is a colour, or a direction. */
export function withWardNames(text: string, departments: readonly { readonly name: string }[]): string {
  for (const { name } of departments) {
    const called = WARD.exec(name)?.[1];
    if (called === undefined) continue;
    const replaced = text.replace(
      new RegExp(`^((?:じゃあ?|では|で|あと)?[、\\s]*)${called}${AFTER}`, 'u'),
      `$1${name}`,
    );
    if (replaced !== text) return replaced;
  }
  return text;
}

/** Kinds of offices, as their names end. Wards are a group of the data. */
const KINDS = [
  ['局', 'bureau'],
  ['課', 'division'],
  ['室', 'office'],
] as const;
const AMONG_JA =
  '^(?:じゃあ?|では|で|あと)?(?:(?:(?:その|この)うち|うち(?!の)|(?:その|この)?中)(?:で|の|に)?)?[、\\s]*';
const AFTER_KIND = '(?:(?:の(?:やつ|もの|ほう|方)?)?(?:は|だけ|のみ|に絞|に限|で|が|も)|の$|だけ|[?？\\s]*$)';
const AMONG_EN = [
  '^(?:(?:and|or|what about|how about|only|just|of (?:those|them|these),?|which (?:of (?:those|them|these) )?are|',
  'the ones (?:in|at)|in|at|the) )*',
].join('');

/** そのうち局は, only bureaus: department numbers of all whose names end so; null: no kind of office is said. */
export function officesOfKind(
  text: string,
  departments: readonly { readonly name: string; readonly en?: string | null | undefined }[],
): readonly number[] | null {
  for (const [suffix, english] of KINDS) {
    const ja = new RegExp(`${AMONG_JA}${suffix}${AFTER_KIND}`, 'u');
    const en = new RegExp(`${AMONG_EN}${english}s(?: only| ones?| please)*[\\s?.!]*$`, 'i');
    if (!ja.test(text) && !en.test(text)) continue;
    const ends = new RegExp(`${suffix}$`, 'u');
    const called = departments.flatMap(({ name, en: other }, d) =>
      ends.test(name) || (en.test(text) && new RegExp(`${english}$`, 'i').test(other ?? '')) ? [d] : [],
    );
    if (called.length > 0) return called;
  }
  return null;
}
