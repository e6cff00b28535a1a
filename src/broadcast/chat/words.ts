import type { GrantableRole } from '../../access/roles.ts';
import type { Lang } from '../../question/answer.ts';
import { isObjectId } from '../../text/csv.ts';
import { asksForBroadcasts } from '../decide/find.ts';
import { managedIn } from '../decide/manage.ts';
import { isUpn } from '../decide/people.ts';
import { closedUp, plainWords, requestOf } from '../../text/request.ts';
import type { BroadcastRequest } from './requests.ts';

const everybody =
  '(?:(?:課|局|部|係|チーム|部署|職場)(?:内)?の?(?:みんな|皆(?:さん)?|全員|メンバー|人)|全員|全職員|職員全員|職員|みんな|皆(?:さん)?|庁内|全庁)';
const homeWords = new RegExp(
  [
    '^(?:(?:一斉)?(?:配信|broadcast)(?:する|したい|を?作成)?',
    `|(?:${everybody}(?:に|へ|宛て?に?))?(?:一斉に)?(?:お知らせ|一斉配信|アナウンス|通知|連絡)(?:を|の)?`,
    `(?:${everybody}(?:に|へ))?(?:一斉に)?`,
    `(?:(?:送り|送る|送信を?し?|出し|出す|配信を?し?|流し|流す|作り|作成を?し?)(?:たい|する)?)`,
    `|${everybody}(?:に|へ)(?:一斉に)?(?:知らせ|伝え|周知し)たい(?:こと|もの|件)?(?:が?ある)?`,
    `|${everybody}(?:に|へ)(?:一斉に)?(?:メッセージ|メール|連絡)を?(?:送り|送る|送信し?|流し|流す)(?:たい|する)?`,
    "|(?:i want to |i would like to |i'd like to )?(?:can (?:i|you) )?(?:send|write|make) (?:an? )?",
    '(?:announcement|broadcast|notice|message)(?: to (?:everyone|everybody|all(?: (?:the )?(?:staff|employees|colleagues))?))?',
    "|(?:i want to |i would like to |i'd like to )?tell (?:everyone|everybody|all staff) something)$",
  ].join(''),
  'i',
);
const auditWords = /^(監査|audit|(監査|操作)の?(記録|ログ)|audit (trail|log))( ?csv)?$/i;
const listWords = /^(配信(の)?一覧|下書き|broadcasts|drafts)$/i;
const rolesWords = /^(権限|roles?)$/i;
const changeRoleWords =
  /^(?:(権限)の?)?\s*(付与|取り?消し?|grant|revoke)\s*(?:[:：]\s*)?(配信者?|承認者?|編集者?|broadcaster|approver|editor)\s*(\S.*)?$/i;
const roleNames: Readonly<Record<string, GrantableRole>> = {
  配信: 'broadcaster',
  承認: 'approver',
  編集: 'editor',
};

const listOf = (find: string, lang: Lang): BroadcastRequest => ({
  do: 'broadcast.list',
  v: 1,
  lang,
  find,
  typed: '',
  isSearch: false,
  page: 0,
  isTurned: false,
});

/** The request in a person's words, or null when they are a question. `mentioned`: object ids of people mentioned. */
export function parseBroadcastWords(
  text: string,
  lang: Lang,
  mentioned: readonly string[],
): BroadcastRequest | null {
  const words = plainWords(text)
    .replace(
      /(?:を?お願い(?:します)?|してください)$|[、,\s]{0,9}(?:どう(?:すれ|した|やれ)[ばら](?:いい|よい|良い)(?:です|でしょう)?か?)$/,
      '',
    )
    .replace(/(?<=たい|ある)(?:です|のですが|んですが|んですけど|んだけど|のだけど|けど)$/, '');
  const command = closedUp(words);
  const request = closedUp(requestOf(words));
  if (homeWords.test(command)) return { do: 'broadcast.home', lang };
  if (listWords.test(request)) return listOf(/^(?:下書き|drafts)$/i.test(request) ? request : '', lang);
  const managed = managedIn(command) ?? managedIn(words);
  // What it is about may be what a question is about: of who may see broadcasts alone.
  if (managed !== null)
    return managed.isSure
      ? listOf(managed.which, lang)
      : { do: 'broadcast.words', lang, words: managed.which };
  if (asksForBroadcasts(request)) return { do: 'broadcast.words', lang, words: request };
  if (auditWords.test(words)) return { do: 'broadcast.audit', lang, isBare: /^(監査|audit)$/i.test(words) };
  if (rolesWords.test(request)) return { do: 'broadcast.roles', lang };
  const change = changeRoleWords.exec(words);
  if (!change) return null;
  const [, , verb = '', name = '', rest = ''] = change;
  const typed = rest
    .split(/[\s,、]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => isUpn(word) || isObjectId(word));
  return {
    do: 'broadcast.mentionRole',
    lang,
    grant: /^(付与|grant)$/i.test(verb),
    role: roleNames[name.replace(/者$/, '')] ?? (name.toLowerCase() as GrantableRole),
    people: [...mentioned, ...typed],
  };
}
