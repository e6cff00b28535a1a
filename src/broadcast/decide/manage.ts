import { phrase } from '../../text/request.ts';

const called = '(?<=した|中の|済みの|待ちの|った)(?:もの|やつ|案内|通知|連絡|メッセージ)';
const thing = `(?:一斉(?:配信|送信|通知)|(?:送信|配信)予約|配信|お知らせ|アナウンス|下書き|ブロードキャスト|${called})`;
const part = '(?:の?(?:内容|文面|本文|文章|件名|タイトル|日時|時刻|時間|日程|予定|宛て?先|予約|送信|配信))?';
const when = '(?:[今昨明]日|[今来先][週月]|さっき|先ほど|前回|次回)';
const state = '(?:した|った|いた|待ち|済み|中|予定|間違えて送った)';
/** What is said of it: its state, when, whose, or what it is about. */
const which = [
  `(?:(?:[^。、?？]{1,20}(?:${state}|自分|${when}|この|その|あの)の?)`,
  `|(?:この|その|あの|自分の|私の|${when}の?)|(?<about>[^。、?？]{1,20}の))?`,
].join('');
const verbs = [
  '取り?消[しす]|取り?下げ|キャンセル|中止|撤回|回収|延期|先延ばし|後ろ倒し|前倒し|早め|遅らせ|ずらし?|再設定',
  '修正|直[しす]|なお[しす]|編集|変更|変え|書き(?:直|換え|替え)し?|訂正|差し替え|更新|見直[しす]|削除|消[しす]|けし',
  '確認|見(?!つ)|みる?|閲覧|一覧表示|開[きく]|探[しす]|検索|再送|送り直[しす]|出し直[しす]',
].join('|');
const looks = /見|み|確認|閲覧|一覧|開|探|検索/;
/** Ending a subscription says 止めたい and やめたい too: those are of what is scheduled alone. */
const stops = '止め|とめ|停止|ストップ|やめ|取り?やめ';
const wish = [
  '(?:を?し)?(?:る|す|く)?',
  '(?:たい(?:ん|の)?(?:です)?(?:が|けど)?|て(?:ください|下さい|ほしい|欲しい|もらえ(?:ますか|る)|くれ)?',
  '|する(?:に|の|方法|こと|には)?|ます|ません|でき(?:る|ます|ません)|(?:られ|え)(?:る|ます)',
  '|方|方法|仕方|の?(?:やり方|しかた|仕方|方法))?',
  '(?:には|は|の|を|が|か|どう(?:したら|すれば|やって|やったら)?(?:いい|よい)?(?:の|です|ますか|か)?',
  '|教えて(?:ください)?|お願い(?:します)?|です|ですか|ますか|でしょうか|ん|って){0,6}',
].join('');

const japanese = phrase(
  `(?<what>${which}${thing})${part}(?:を|は|の|が|って|について)?\\s?`,
  `(?:もう一度|すぐに?|急いで|全部|一部)?(?<verb>${verbs})${wish}`,
);
const stopping = phrase(
  `(?<what>(?:予約した|予約済みの?|予約中の|送信中の|配信中の|送信予約した|明日の|来週の|今日の)${thing}`,
  `|送信予約|配信予約|一斉(?:配信|送信))${part}(?:を|は)?\\s?(?:${stops})${wish}`,
);

const vague = 'planned|upcoming|pending|unsent|last|latest|previous|future|recent|next|wrong';
const english = phrase(
  "(?:(?:i (?:want|need|would like|have)|i'd like|how) to |(?:how )?(?:can|could|do) (?:i|we|you) |please |let me ){0,3}",
  '(?<verb>cancel|call off|withdraw|recall|retract|postpone|delay|move|reschedule|unschedule|edit|fix|correct|change',
  '|amend|update|delete|remove|discard|see|view|show|open|find|check|review|stop)(?: me)? ',
  "(?<what>(?:(?:the|my|our|a|an|all|that|this|today's|tomorrow's|of) ){0,3}",
  `(?:(?:scheduled|sent|drafted|draft|${vague}) ){0,3}(?:[a-z]+ )?`,
  '(?:broadcasts?|announcements?|(?:scheduled|draft|pending) (?:messages?|posts?|notices?))',
  "(?: (?:that )?(?:i|we)(?: have|'ve)? (?:just )?(?:scheduled|sent|made|wrote|posted|planned|drafted))?",
  '(?: (?:for|from|of|about) [a-z0-9 ]{2,20})?)',
);
const leadEnglish = new RegExp(`^(?:(?:the|my|our|a|an|all|that|this|of|${vague}) )+`, 'i');
const endEnglish =
  / (?:for|about|from|of) .*$| (?:that )?(?:i|we)(?: have|'ve)? (?:just )?(?:made|wrote|planned)$/i;
const leadJapanese =
  /^(?:(?:この|その|あの|自分の|私の|さっき|先ほど|この前|前回|次回|間違えて|間違って|誤って)の?)+/;
const bareWord =
  /^(?:一斉)?(?:配信|お知らせ|送信|通知|アナウンス|ブロードキャスト|broadcasts?|announcements?)$/i;

/**
 * Which broadcasts somebody wants to do something with (予約した配信を取り消したい, cancel the scheduled announcement), as words
 * that say which; '' = any; null: they want no such thing. `isSure`: it can be nothing but a broadcast.
 */
export function managedIn(text: string): { readonly which: string; readonly isSure: boolean } | null {
  const found = (japanese.exec(text) ?? stopping.exec(text))?.groups;
  if (found !== undefined) {
    const { what, about, verb = '' } = found;
    // 研修の配信を見たい may ask for an initiative.
    const isOther = about !== undefined && looks.test(verb) && /配信$/.test(what!);
    return isOther || /ハイライト/.test(what!)
      ? null
      : { which: statedIn(what!), isSure: about === undefined };
  }
  const { verb = '', what } = english.exec(text)?.groups ?? {};
  if (what === undefined || (/^stop$/i.test(verb) && !/scheduled|pending|upcoming|planned/i.test(what)))
    return null;
  return { which: statedIn(what), isSure: true };
}

/** What a list of broadcasts is found by: a state, a time or a topic; the bare word for them says none. */
function statedIn(what: string): string {
  const bare = what
    .replace(leadEnglish, '')
    .replace(endEnglish, '')
    .replace(leadJapanese, '')
    .replace(/^(?:送信|配信)予約$/, '予約済み');
  return bareWord.test(bare) ? '' : bare;
}
