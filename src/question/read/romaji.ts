import { toHiragana } from 'wanakana';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Words that spell the same in English and look like romaji; a question of these alone is English. */
const ENGLISH_LOOKALIKES = new Set(
  words(`
    a an are be bike bureau came can data do fire game go hate he hi home i in made make man me media men more name
    no none note ok on one online pen ride safe sake same sense site sites so some sun take team teams ten
    to tone too use we you your
  `),
);
/** Particles and endings that no English question has. */
const JAPANESE_SIGNS = new Set(
  words(`
    wa ga wo ni kara made desu desuka masu masuka arimasu arimasuka aru torikumi oshiete kudasai doko dare
    nani itsu nan tte shiteru yatteru dono kyoku shokuin shitai hoshii iru suru ka mo yatte yaru onegai
    onegaishimasu dake nomi hoka motto kuwashiku tsugi sono
  `),
);

/** A token that is wholly made of Japanese syllables: a doubled consonant, a consonant and a vowel, n, a long vowel. */
const SYLLABLES = new RegExp(
  [
    '^(?:(?:k(?=k)|s(?=s)|t(?=[tc])|p(?=p)|c(?=c)|g(?=g)|d(?=d)|b(?=b)|z(?=z)|j(?=j))?',
    '(?:[kgsztdnhbpmyrwjfc]|sh|ch|ts|ky|gy|sy|ty|ny|hy|by|py|my|ry|dy|zy|jy)?[aiueo]',
    "|n(?![aiueoy])|n'|-)+$",
  ].join(''),
  'i',
);

/** Everyday English words; a question with several of them is English however syllabic the rest is. */
const ENGLISH_WORDS = new Set(
  words(`
    the a an is are was were do does did have has had can could will would should what which who when where
    why how any all for from with about of in on at by and or but not there their they you your we our me my
    it its this that these those please show list tell give find more other new staff department departments
    meeting meetings work working training office city people anyone someone something anything like use
    using help need want start starting begin too also instead only bureau ward
  `),
);

/**
 * Whether the question is Japanese in Latin letters: no everyday English word but as a minority, most words made of
 * Japanese syllables, and a particle or verb ending among them or at least two such words.
 */
export function isRomaji(text: string): boolean {
  const tokens = text.toLowerCase().match(/[a-z'-]+/g) ?? [];
  if (tokens.length === 0 || /[\u3041-\u30ff\u4e00-\u9fff]/.test(text)) return false;
  const signs = tokens.filter((token) => JAPANESE_SIGNS.has(token)).length;
  const english = tokens.filter((token) => ENGLISH_WORDS.has(token)).length;
  const syllabic = tokens.filter((token) => token.length >= 2 && SYLLABLES.test(token)).length;
  const share = syllabic / tokens.filter((token) => token.length >= 2).length;
  if (english * 3 > tokens.length) return false;
  if (signs > 0) return share >= 0.6;
  return (
    english === 0 &&
    syllabic >= 2 &&
    share >= 0.8 &&
    tokens.some((token) => token.length >= 6 && SYLLABLES.test(token) && !ENGLISH_LOOKALIKES.has(token))
  );
}

/** Whether every word could be Japanese in Latin letters, English though it may be as well. */
export const mayBeRomaji = (text: string): boolean =>
  !/[\u3041-\u30ff\u4e00-\u9fff]/.test(text) &&
  (text.match(/[A-Za-z'-]+/g) ?? []).every((token) => SYLLABLES.test(token));

/** 8gatsu: with a number before it, a month or year is written as one is. */
const counterOf = (word: string): string =>
  word.toLowerCase() === 'gatsu' ? '月' : word.toLowerCase() === 'nen' ? '年' : '年度';

/** Two words of kana, side by side. */
const PAIR = /(?<![\u3041-\u309fー])([\u3041-\u309fー]+) (?=([\u3041-\u309fー]+))/g;

/** The kana of a romaji question with the words that are meant where long vowels are typed in another way. */
export function withLongVowels(kana: string, wordOf: (kana: string) => string | null): string {
  const joined = kana.replace(PAIR, (pair, one: string, other: string) =>
    wordOf(one) === null && wordOf(one + other) !== null ? one : pair,
  );
  return joined.replace(/[\u3041-\u309fー]{3,}/g, (word) => wordOf(word) ?? word);
}

/** Words that English hardly has and Japanese may (snow taisaku, fukugyo ok), of a text in Latin letters that is no English sentence. */
export function strangeRomaji(text: string): readonly string[] {
  const tokens = text.match(/[A-Za-z'-]+/g) ?? [];
  const isEnglish = (token: string): boolean => ENGLISH_WORDS.has(token.toLowerCase());
  if (/[\u3041-\u30ff\u4e00-\u9fff]/.test(text) || tokens.filter(isEnglish).length > 1) return [];
  return tokens.filter(
    (token) =>
      token.length >= MIN_STRANGE &&
      SYLLABLES.test(token) &&
      !isEnglish(token) &&
      !ENGLISH_LOOKALIKES.has(token.toLowerCase()),
  );
}
const MIN_STRANGE = 5;

/** Japanese words of a romaji question in kana; words that are not made of Japanese syllables stay as they are. */
export function romajiToKana(text: string): string {
  return text
    .replace(/(?<=\d)[ -]?(gatsu|nendo|nen)(?![a-z])/gi, (_, word: string) => counterOf(word))
    .replace(/[A-Za-z'-]+/g, (token) => {
      const lower = token.toLowerCase();
      if (lower === 'wa') return 'は';
      if (lower === 'o' || lower === 'wo') return 'を';
      if (lower === 'e') return 'へ';
      if (lower === 'tte') return 'って';
      // By itself a kind of office: ku dake.
      if (lower === 'ku' || lower === 'kyoku') return lower === 'ku' ? '区' : '局';
      if (!SYLLABLES.test(lower)) return ` ${token} `;
      if (ENGLISH_LOOKALIKES.has(lower) && !['no', 'to', 'ni', 'made'].includes(lower)) return ` ${token} `;
      // sutaato, eefu: long vowels of loanwords, which are written with ー.
      // unyou, konya: にゃ and にょ stand in hardly any word behind a vowel, んや and んよ in many.
      // netchuushou, unndoukai: ways to type a doubled ch and an n before a consonant.
      const parted = lower
        .replace(/(?<=[aiueo])n(?=y[ao])/g, "n'")
        .replace(/tch/g, 'cch')
        .replace(/nn(?=[^aiueoyn'])/g, 'n');
      const kana = toHiragana(parted.replace(/-/g, '').replace(/aa/g, 'a-').replace(/ee/g, 'e-'));
      return /^[\u3041-\u309fー]+$/.test(kana) ? kana : ` ${token} `;
    });
}
