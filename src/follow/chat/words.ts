import { isAny, phrase, plainWords, requestOf } from '../../text/request.ts';
import { isThis } from '../../chat/opened.ts';
import type { Lang } from '../../question/answer.ts';

/** What can be asked for in words. */
export type FollowWords =
  /** `question` null: what was asked last. */
  | { readonly do: 'follow.begin'; readonly question: string | null; readonly lang: Lang }
  | { readonly do: 'follow.list' | 'follow.endAll'; readonly lang: Lang };

const question = '(?<question>.+?)';
const about = '(に関する(取組|取り組み|もの|情報)?|に関して|について)?';
const something =
  '(新しい|新たな|新しく|何か|なにか|なんか|動き|変更|更新|追加|進展|変化|新しい(の|もの|こと|取組|取り組み)|の?(続報|新着|情報|最新情報|ニュース))';
const verb =
  '(出|出て|出てき|でき|できて|増え|追加され|追加になっ|加わっ|始まっ|始め|変わっ|更新され|見つかっ|載っ|入っ|動い|はじまっ|はじめ)';
const when = `(${verb}(た|てき|き)?(た)?(ら|とき(に|は)?|時(に|は)?|際(に|は)?)|出れば|増えれば|できれば|変われば|始まれば|始めれば|入れば)`;
const please =
  '(を|して)?(ください|下さい|ほしい|欲しい|くれる|くれますか|もらえますか|もらえる|お願いします|おいて){0,4}(です)?';
const tell = `(教えて|おしえて|知らせて|しらせて|お知らせ|お知らせして|通知|通知して|連絡|連絡して|一報)${please}`;
const anything = '(something|anything|news|an update|updates|more)( new| else)?';

const beginWords = [
  phrase(
    `${question}${about}(に|が|で|を|の|も|、)?((${something}(が|を|の|も|に)?){0,4}${when}|(${something}(が|`,
    `を|の|も|に)?){1,4}(あれば|あったら|あるとき(に|は)?))、?${tell}`,
  ),
  phrase(`${question}の(続報|新着|更新情報|新しい(取組|情報))を?(知らせ|通知し|送っ|お知らせし)て${please}`),
  phrase(
    `${question}(のこと)?(を|は)、?(ずっと)?(フォロー|ウォッチ|追跡)(登録)?(する|したい|して|しておいて|しといて)?${please}`,
  ),
  phrase(
    '(?:please )?(?:(?:tell|notify|inform|alert|message|ping|email) me|let me know|i want to know)',
    ` (?:when|whenever|if|once) (?:there(?:'s| is| are) ${anything} (?:about|on|for|in|from|by) ${question})`,
  ),
  phrase(
    `(?:please )?(?:(?:tell|notify|inform|alert|message|ping) me|let me know) (?:when|whenever|if|once) ${question}`,
    ' (?:comes? (?:out|up|in)|appears?|changes?|(?:is|are|has|have|gets?) (?:been )?(?:added|updated|changed|new)',
    `|starts?|adds? ${anything}|(?:does|do|starts?|begins?|tries|has|have|gets?) ${anything})`,
  ),
  phrase(`(?:please )?(?:notify|alert|inform|update) me (?:about|on|of) ${question}`),
  phrase(`(?:please )?keep me (?:posted|updated|informed) (?:on|about|of) ${question}`),
  phrase(
    `(?:please )?(?:i(?:'d| would)? (?:want|like) to )?(?:follow|watch|subscribe (?:me )?to) `,
    `(?!up\\b|(?:the )?(?:monthly )?highlights$)${question}`,
  ),
];
const followed = '(フォロー(中|して(い)?る)?(の)?(テーマ|もの|こと|取組|一覧|リスト|の一覧)*)';
/** Not yet an order to end all of it: what there is, with the ways to end it. */
const complaints = [
  '(この|その|毎回の?)?(お知らせ|通知|連絡|メッセージ)(は|が|を|って)?',
  '((うるさい|しつこい|多い|多すぎる?|邪魔|じゃま|迷惑|うっとうしい)(んだけど|です|のですが|んですが)?',
  '|(どう(やって|やったら|すれば|したら)|どうやれば)?(止ま|止め(られ)?|とま|とめ(られ)?|切れ|オフにでき|消せ|減らせ)(る|ます|るの|るんですか|ますか|れば(いい|よい)(です)?か?)',
  '|(の)?(止め方|とめ方|切り方|消し方|オフの?仕方|解除(方法|の仕方)|停止方法)(は|を教えて(ください)?|が(わから|分から)(ない|ん))?)',
];
const listWords = [
  phrase(...complaints),
  phrase(
    '(how (do|can) i )(turn off|stop|mute|disable|end|switch off)( (the|these|all|my))?( (notifications?|notices|messages|updates))',
    '|(too many|annoying) (notifications?|notices|messages)',
  ),
  phrase(`(今|いま|現在)?((私|わたし|自分|うち)(が|の|は))?(今|いま)?((何|なに|どれ)を)?${followed}`),
  phrase(
    '(show |list )?(me )?(my |our |all )?(follows|following|followed (themes|questions)|subscriptions)',
    '|what (do|am|are) (i|we) follow(ing)?',
  ),
];
const notices = '(お知らせ|通知|連絡|フォロー)';
const enough = [
  '(いらない|要らない|いりません|要りません|不要|結構|(オフ|off)に(する|して|したい)|切って|消して|(切り|消し|オフにし)たい|しないで|しなくて(も)?(いい|よい)|やめて|止めて|やめる|(やめ|止め|とめ|切り',
  '|減らし)たい|停止|中止|解除|終了|オフ)',
].join('');
const endWords = [
  phrase(
    `もう(これ以上)?${notices}?(は|を|に?)?(送ら|知らせ|通知し|教え)(ないで|なくて(も)?(いい|よい))${please}`,
  ),
  phrase(`もう(これ以上)?${notices}?(は|を)?${enough}(して|する|したい)?${please}`),
  phrase(
    `${notices}(は|を)?(もう)?(すべて|全て|全部|一切)?(送らないで|${enough})(して|する|したい)?${please}`,
  ),
  phrase(
    '(please )?(stop|unfollow|mute|turn off|switch off|disable)( (sending|telling|following|notifying|messaging)( me)?)?',
    [
      '( from)?( (this|these|that|it|anything|all|everything|me|the|my))?( of (it|them))?( (notifications?|notices|updates',
      '|messages|follows))?',
    ].join(''),
  ),
  phrase(
    "(please )?(don'?t|do not) (send|tell|notify|message)( me)?( (anything|any|this|these|",
    'notices|updates|about it))?( any)?( more| anymore| again)?',
  ),
  phrase('no more( (notices|notifications|messages|updates))?( please)?'),
];

/** The request in a person's words, or null when they are a question. */
export function parseFollowWords(text: string, lang: Lang): FollowWords | null {
  const words = plainWords(text);
  if (words.length > 200) return null;
  if (isAny(endWords, words)) return { do: 'follow.endAll', lang };
  const request = requestOf(text);
  if (isAny(listWords, request)) return { do: 'follow.list', lang };
  for (const pattern of beginWords) {
    const asked = pattern.exec(words)?.groups?.['question']?.trim();
    if (asked !== undefined) return { do: 'follow.begin', question: isThis(asked) ? null : asked, lang };
  }
  return null;
}
