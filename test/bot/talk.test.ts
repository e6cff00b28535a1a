import { describe, expect, test } from '@jest/globals';
import { talkOf } from '../../src/bot/talk.ts';
import { parseBroadcastWords } from '../../src/broadcast/chat/words.ts';
import { parseFollowWords } from '../../src/follow/chat/words.ts';
import { parseHighlightsWords } from '../../src/highlights/words.ts';

describe('what people say beside their questions', () => {
  test.each([
    ['ありがとう！助かりました', 'thanks'],
    ['なるほど、参考になりました', 'thanks'],
    ['thank you so much!', 'thanks'],
    ['おけ', 'noted'],
    ['了解です', 'noted'],
    ['誰が作ったの？', 'whoAreYou'],
    ['who made you?', 'whoAreYou'],
    ['AIですか？', 'whoAreYou'],
    ['使えないな', 'abuse'],
    ['you are useless', 'abuse'],
    ['はい', 'yes'],
    ['いいえ', 'no'],
    ['間違ってるよ', 'wrong'],
    ['that’s wrong', 'wrong'],
    ['リセット', 'reset'],
    ['最初から', 'reset'],
    ['条件クリア', 'reset'],
    ['start over', 'reset'],
    ['助かりました、ありがとうございます😊', 'thanks'],
    ['はい、ありがとう', 'thanks'],
    ['なるほど。了解です', 'noted'],
    ['うん、お願い', 'yes'],
    ['いや、いいです', 'no'],
    ['いや、違います', 'wrong'],
    ['you are wrong', 'wrong'],
    ['あなたはAIですか？', 'whoAreYou'],
    ['お前は誰だ', 'whoAreYou'],
    ['このポンコツ', 'abuse'],
    ['useless bot', 'abuse'],
    ['おやすみなさい', 'noted'],
    ['ありがとうございました！またお願いします', 'thanks'],
    ['さんきゅ', 'thanks'],
    ['何者？', 'whoAreYou'],
    ['よこてんとは？', 'whoAreYou'],
    ['全然だめじゃん', 'abuse'],
    ['頭悪い', 'abuse'],
    ['that was useless', 'abuse'],
    ['その情報は古いです', 'wrong'],
    ['もういい', 'no'],
  ])('%s is %s', (text, expected) => {
    expect(talkOf(text)).toBe(expected);
  });

  test.each([
    '研修の取組は？',
    '違いは？',
    '連絡体制の取組',
    '使えるシステムは？',
    '8月は？',
    '担当部署は？',
    'はじめの一歩',
    'お疲れさまです',
    'はい、研修の取組は？',
    'ヘルプをお願いします',
  ])('%s is a question', (text) => {
    expect(talkOf(text)).toBeNull();
  });
});

describe('commands, however politely', () => {
  const commandOf = (text: string): string | undefined =>
    (parseFollowWords(text, 'ja') ?? parseBroadcastWords(text, 'ja', []) ?? parseHighlightsWords(text, 'ja'))
      ?.do;

  test.each([
    ['購読したい', 'subscription'],
    ['購読したいです', 'subscription'],
    ['ハイライトを購読', 'subscription'],
    ['ハイライトを購読したいのですが', 'subscription'],
    ['設定', 'subscription'],
    ['settings', 'subscription'],
    ['配信停止', 'unsubscribe'],
    ['購読を解除してください', 'unsubscribe'],
    ['ハイライトを見せてください', 'preview'],
    ['もう送らないで', 'follow.endAll'],
    ['お知らせを送りたい', 'broadcast.home'],
    ['お知らせを送りたいのですが', 'broadcast.home'],
    ['配信したいです', 'broadcast.home'],
    ['全職員にお知らせを送りたいのですが', 'broadcast.home'],
    ['お知らせを全職員に送信したいです', 'broadcast.home'],
    ['「購読」', 'subscription'],
    ['購 読', 'subscription'],
    ['“subscribe”', 'subscription'],
    ['please subscribe', 'subscription'],
    ['I want to subscribe to the highlights', 'subscription'],
    ['How do I unsubscribe?', 'unsubscribe'],
    ['設定を変えたい', 'subscription'],
    ['通知を止めたい', 'follow.endAll'],
    ['購読したいのですがどうすればいいですか', 'subscription'],
    ['購読の方法は？', 'subscription'],
    ['ハイライトいらない', 'unsubscribe'],
    ['毎月の投稿をやめてほしい', 'unsubscribe'],
    ['このチャンネルの購読を解除', 'unsubscribe'],
    ['月次のハイライトを見たい', 'preview'],
    ['6月のハイライトを見せて', 'preview'],
    ['highlights for next month', 'preview'],
    ['お知らせの配信をしたい', 'broadcast.home'],
    ['職員へ一斉にお知らせを送りたい', 'broadcast.home'],
    ['みんなにメッセージを送りたい', 'broadcast.home'],
    ['can you send an announcement to everyone?', 'broadcast.home'],
    ['配信一覧を見せて', 'broadcast.list'],
    ['下書きを見たい', 'broadcast.list'],
    ['権限を見せて', 'broadcast.roles'],
  ])('%s: %s', (text, expected) => {
    expect(commandOf(text)).toBe(expected);
  });

  test.each([
    '設定の取組は？',
    'お知らせの取組は？',
    '配信を行っている部署',
    '13月のハイライト',
    '投稿をやめた部署は？',
    '職員にメッセージを送る取組は？',
  ])('%s is a question', (text) => {
    expect(commandOf(text)).toBeUndefined();
  });
});

test('after rows, who made it asks of them, unless the bot is named', () => {
  expect(talkOf('どこが作ってる？', true)).toBeNull();
  expect(talkOf('誰が作ったの？', true)).toBeNull();
  expect(talkOf('よこてんを作ったのは誰？', true)).toBe('whoAreYou');
});
