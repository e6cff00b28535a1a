/** A ward's name without what all wards' names end with. */
const WARD = /^(.{1,3})区(?:役所)?$/u;
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
