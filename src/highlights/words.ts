import { ENGLISH_MONTHS } from '../calendar/month.ts';
import type { Lang } from '../question/answer.ts';
import { closedUp, plainWords, requestOf } from '../text/request.ts';

/** A month as it is asked for: so many after this one, or of the year (1–12). */
export type AskedMonth = { readonly after: number } | { readonly ofYear: number };

/** What can be asked for in words. */
export type HighlightsWords =
  | { readonly do: 'subscription' | 'unsubscribe' | 'state'; readonly lang: Lang }
  /** `month` left out: the current one. */
  | { readonly do: 'preview'; readonly lang: Lang; readonly month?: AskedMonth };

const named = `(?:this|last|next) month|${ENGLISH_MONTHS.join('|')}`;
const every = '(?:(?:毎月|月次|月間|月ごと)の?)?';
const here = '(?:(?:この|ここの)?(?:チャネル|チャンネル|チャット|会話)(?:の|で|への)?)?';
const end = '(?:解除|停止|中止|やめる|やめ|止め|とめ|いらない|要らない|不要)';

/** Exactly these words; anything else is a question. */
const phrases: readonly (readonly [RegExp, HighlightsWords['do']])[] = [
  [
    new RegExp(
      `^${here}(?:${every}ハイライト(?:を|の)?)?購読(?:を?(?:する|設定|変更|開始|申し込み?)|の?設定)?$`,
    ),
    'subscription',
  ],
  [/^(通知|ハイライト|購読)?の?設定(を?(変更し?|変え|見せ|見|し))?$/, 'subscription'],
  [new RegExp(`^${every}ハイライトを?(?:毎月)?(?:届け|送っ|受け取り)(?:る|て|たい)?$`), 'subscription'],
  [
    /^(subscribe( to( the)?( monthly)? highlights)?|subscription|(change (the |my )?)?settings)$/i,
    'subscription',
  ],
  [
    new RegExp(
      `^${here}${every}(?:(?:ハイライト|お知らせ|投稿)(?:の|を)?)?(?:購読|配信|お届け|投稿|ハイライト)(?:を|の|は)?(?:もう)?${end}(?:る|て|し|です)?$`,
    ),
    'unsubscribe',
  ],
  [/^(unsubscribe( from( the)?( monthly)? highlights)?|stop (the )?(monthly )?highlights)$/i, 'unsubscribe'],
  [/^ハイライト(の|を)?(配信|投稿|送信)?の?(状況|状態|結果)(を?(見せて?|見|表示|教えて?|確認))?$/, 'state'],
  [/^(show )?(the )?(state|status) of (the )?highlights$/i, 'state'],
];

const previews: readonly RegExp[] = [
  new RegExp(
    `^(?:(?<month>今月|先月|前月|来月|翌月|\\d{1,2}月)の?)?${every}ハイライト(?:を|は)?(?:見せて?|見|表示|教えて?)?$`,
  ),
  new RegExp(
    [
      `^(?:show )?(?:me )?(?:(?:(?<month>${named})(?:['’]s)?|the|monthly) )?highlights`,
      `(?: (?:for|of|in) (?<of>${named}))?$`,
    ].join(''),
    'i',
  ),
];

const monthsAfter: Readonly<Record<string, number>> = {
  先月: -1,
  前月: -1,
  'last month': -1,
  今月: 0,
  'this month': 0,
  来月: 1,
  翌月: 1,
  'next month': 1,
};

function monthOf(words: string): AskedMonth | null {
  const after = monthsAfter[words];
  if (after !== undefined) return { after };
  const ofYear = Number(
    /^(\d{1,2})月$/.exec(words)?.[1] ?? ENGLISH_MONTHS.findIndex((one) => one === words) + 1,
  );
  return ofYear >= 1 && ofYear <= 12 ? { ofYear } : null;
}

/** With what a request may end politely: 購読したいです, ハイライトを見せてください. */
const POLITE =
  /(を)?(し)?(たい(です|のですが|んですが|んですけど)?|て?(ください|下さい|ほしい(です)?|欲しい(です)?)|お願い(し|いたし)ます|お願い| please)$/i;
/** 購読したいのですがどうすればいいですか, 購読の方法は？ */
const HOW =
  /[、,]?(?:どう(?:すれば|したら|やって)(?:いい|よい|する)?(?:の|ん)?(?:です)?か?|の?(?:方法|やり方|仕方)(?:は|を)?)$/;
/** ハイライトって何 is a question about it. */
const ASKS_WHAT = /(?:って|とは|は)(?:何|なに|なん)?$/;
/** With what one may begin: please subscribe, I'd like to subscribe to the highlights. */
const LEAD_IN = /^(please|(can|could) (you|i)|how (do|can) i|i(['’]d| would) like to|i want to)\s+/i;

/** The request in a person's words, or null when they are a question. */
export function parseHighlightsWords(text: string, lang: Lang): HighlightsWords | null {
  const plain = closedUp(plainWords(text)).replace(LEAD_IN, '').replace(HOW, '').replace(POLITE, '');
  const forms = ASKS_WHAT.test(plain) ? [plain] : [plain, closedUp(requestOf(text))];
  for (const words of forms) {
    const found = phrases.find(([pattern]) => pattern.test(words))?.[1];
    if (found !== undefined) return { do: found, lang };
    const asked = previewOf(words, lang);
    if (asked !== null) return asked;
  }
  return null;
}

function previewOf(words: string, lang: Lang): HighlightsWords | null {
  const match = previews.map((pattern) => pattern.exec(words)).find((one) => one !== null);
  if (!match) return null;
  const asked = match.groups?.['month'] ?? match.groups?.['of'];
  if (asked === undefined) return { do: 'preview', lang };
  const month = monthOf(asked.toLowerCase());
  return month && { do: 'preview', lang, month };
}
