import { LIST_MARKS } from '../../calendar/words.ts';
import type { Lang } from '../answer.ts';
import { withJapaneseKanji } from '../../text/kanji-variants.ts';
import { isRomaji } from './romaji.ts';

/** Longest question that is read; the rest is ignored. Nobody types more, and time stays bounded. */
const MAX_QUESTION = 600;

/** @よこてん, @Yokoten Bot: a name typed as one is no topic. An address (a@b.jp) has something before its @. */
const TYPED_NAME =
  /(?<![\w.])[@＠][^\s@＠、。,.?？!！:：]{1,40}(?:\s+(?:bot|ボット|さん|様)(?![a-z]))?[:：]?/giu;

/** ミ〜ティング, ミ一ティング: what people type for the long-vowel mark. データ一覧 is another thing, and キッズ〜10月. */
const LONG_VOWEL_TYPED = /(?<=[ァ-ヴ])(?:[〜～~―─一-](?=[ァ-ヴ])|[〜～~](?=[\u3041-\u309f\u4e00-\u9fff]))/gu;
/** kenshū is kenshuu: kana write a long o with u. */
const MACRONS: Readonly<Record<string, string>> = { ā: 'aa', ī: 'ii', ū: 'uu', ē: 'ee', ō: 'ou' };

/** クレドつて何: typed with the large つ. */
const LARGE_TSU = /つて(?=[何誰どいな])/g;
/** たんとうは？: what is asked of a row, typed without turning it into kanji. */
const KANA_NOUNS: Readonly<Record<string, string>> = {
  たんとう: '担当',
  たいしょう: '対象',
  もくてき: '目的',
  ないよう: '内容',
  ばしょ: '場所',
  びこう: '備考',
  ぶしょ: '部署',
  じき: '時期',
  にんずう: '人数',
  ひんど: '頻度',
  しんちょく: '進捗',
  かいじょう: '会場',
};
const KANA_NOUN = new RegExp(
  `(?<![\\u3041-\\u3096])(?:${Object.keys(KANA_NOUNS).join('|')})(?=は|って|を|の|[?？]|$)`,
  'g',
);

/** wen does it start: a question word with a letter too few, or two that have changed places. */
const QUESTION_SLIPS: Readonly<Record<string, string>> = {
  wen: 'when',
  whn: 'when',
  hwen: 'when',
  wehn: 'when',
  wich: 'which',
  whcih: 'which',
  wihch: 'which',
  waht: 'what',
  wht: 'what',
  hwat: 'what',
  wher: 'where',
  whre: 'where',
  wehre: 'where',
};

/** the tourism promotion division (観光振興課): the same office in both languages. */
const NAMED_TWICE =
  /(?<![a-z])(?:[a-z&']+[ -]){1,6}?(?:division|department|dept|section|bureau|office|secretariat|branch)\.? ?\((?=[^()]{1,20}[課部局室所署]\))/gi;

/** Drops mentions, emoji, control characters and markup around a question; NFKC. */
export function cleanQuestion(text: string): string {
  return (
    withJapaneseKanji(text.slice(0, MAX_QUESTION * 4))
      .replace(/<at>[^<]{0,200}<\/at>/gi, ' ')
      .replace(TYPED_NAME, ' ')
      .replace(/<[^<>]{0,200}>/g, ' ')
      .replace(/&nbsp;/gi, ' ')
      .replace(LIST_MARKS, ' ')
      .normalize('NFKC')
      .replace(LONG_VOWEL_TYPED, 'ー')
      .replace(LARGE_TSU, 'って')
      .replace(KANA_NOUN, (noun) => KANA_NOUNS[noun]!)
      .replace(NAMED_TWICE, afterLastPreposition)
      // 実施時期わ
      .replace(/(?<=[\u4e00-\u9fff])わ(?=[?？\s]*$)/, 'は')
      // まだー？, いつ〜: drawn out at the end.
      .replace(/(?<=[\u3041-\u3096])[ー〜～~]+(?=[?？!！。\s]*$)/, '')
      // A link's address says nothing of what is asked.
      .replace(/https?:\/\/[!-~]+/gi, ' ')
      .replace(/[āīūēō]/gi, (vowel) => MACRONS[vowel.toLowerCase()]!)
      .replace(/[a-z]+/gi, (word) => QUESTION_SLIPS[word.toLowerCase()] ?? word)
      // 4〜6月, 4–6月, 4ー6月: people type whatever looks like it.
      .replace(/[〜∼˜]/g, '~')
      .replace(/[‐‑‒–—―−]/g, '-')
      .replace(/(?<=\d月?)ー(?=\d)/g, '-')
      .replace(/[\p{Extended_Pictographic}\p{Cc}\p{Cf}\p{Co}\ufe0f\u20e3]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, MAX_QUESTION)
  );
}

/** What stands before the English name, up to the word that leads to it: how many does the. */
const afterLastPreposition = (words: string): string =>
  `${/^.*(?<![a-z])(?:the|of|in|at|by|from|for|does|do|is|are|has|have)(?![a-z])/i.exec(words)?.[0] ?? ''} (`;

/** Addresses of people and pages, and ids: whoever writes one has not chosen its language. */
const ADDRESS = /\S+@\S+|https?:\/\/\S+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/giu;

/** The language of a question, or the fallback when it has no words of either. */
export function languageOf(question: string, fallback: Lang): Lang {
  const text = question.replace(ADDRESS, ' ');
  const japanese = (text.match(/[\u3041-\u30ff\u4e00-\u9fff々]/g) ?? []).length;
  const latinWords = (text.match(/[A-Za-z]{2,}/g) ?? []).length;
  const latin = (text.match(/[A-Za-z]/g) ?? []).length;
  if (japanese === 0) {
    if (latin === 0) return fallback;
    if (isRomaji(text)) return 'ja';
    // One word or an abbreviation (DX, 1on1) is no language.
    return latinWords >= 2 || latin >= 6 ? 'en' : fallback;
  }
  // An English sentence that names a department in Japanese is English.
  return latinWords >= 3 && latin > japanese && !/[\u3041-\u309f]{3}/.test(text) ? 'en' : 'ja';
}
