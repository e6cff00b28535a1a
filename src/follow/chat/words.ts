import type { Lang } from '../../question/answer.ts';

/** What can be asked for in words. */
export type FollowWords =
  | { readonly do: 'follow.begin'; readonly question: string; readonly lang: Lang }
  | { readonly do: 'follow.list' | 'follow.endAll'; readonly lang: Lang };

const phrase = (...parts: readonly string[]): RegExp => new RegExp(`^(?:${parts.join('')})$`, 'i');

const question = '(?<question>.+?)';
const come = '(出|でき|増え|追加され|始まっ|変わっ|更新され|あっ|見つかっ)(た|てき)ら';
const tell =
  '(教えて|おしえて|知らせて|しらせて|通知して)(ください|下さい|ほしい|欲しい|くれる|もらえますか|くれますか)?';

const beginWords = [
  phrase(
    `${question}(に関して|について)?(が|に|で)?(新しく|何か|なにか|動きが|新しいのが)*${come}、?${tell}`,
  ),
  phrase(`${question}を(フォロー|ウォッチ)(する|したい|して)?`),
  phrase(
    `(?:please )?(?:tell|notify|inform) me (?:when|if) ${question} (?:comes? (?:out|up)|appears?|changes?|is added|are added)`,
  ),
  phrase(`follow ${question}`),
];
const listWords = [
  phrase('フォロー(中|一覧|の一覧|しているもの)?(を?(見せて|教えて|見たい))?(は)?'),
  phrase('(my |show )?(follows|following)|what (do i|are we) follow(ing)?'),
];
const endWords = [
  phrase('もう(これ以上)?(お知らせ|通知)?(は|を)?送らないで(ください|下さい|ほしい)?'),
  phrase(
    '(お知らせ|通知|フォロー)(は|を)?(もう)?(すべて|全部)?(送らないで|やめて|止めて|解除して|解除|やめる)(ください|下さい)?',
  ),
  phrase(
    '(please )?(stop (sending|telling|following)( me)?( this| these| anything)?|unfollow( all)?|no more( notices)?)',
  ),
];

/** The request in a person's words, or null when they are a question. */
export function parseFollowWords(text: string, lang: Lang): FollowWords | null {
  const words = text
    .normalize('NFKC')
    .trim()
    .replace(/[。.!！?？]+$/, '');
  if (words.length > 200) return null;
  if (endWords.some((pattern) => pattern.test(words))) return { do: 'follow.endAll', lang };
  if (listWords.some((pattern) => pattern.test(words))) return { do: 'follow.list', lang };
  for (const pattern of beginWords) {
    const asked = pattern.exec(words)?.groups?.['question'];
    if (asked !== undefined) return { do: 'follow.begin', question: asked.trim(), lang };
  }
  return null;
}
