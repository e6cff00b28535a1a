import { describe, expect, test } from '@jest/globals';
import { isNod, perhapsTalkOf, talkOf } from '../../src/bot/talk.ts';
import { parseContactWords } from '../../src/contacts/words.ts';
import { parseBroadcastWords } from '../../src/broadcast/chat/words.ts';
import { parseFollowWords } from '../../src/follow/chat/words.ts';
import { parseHighlightsWords } from '../../src/highlights/words.ts';

describe('what people say beside their questions', () => {
  test.each([
    ['ありがとう！助かりました', 'thanks'],
    ['なるほど、参考になりました', 'thanks'],
    ['ok thanks, that’s all for now', 'thanks'],
    ['great, thank you so much, very helpful', 'thanks'],
    ['便利な時代ですねえ', 'noted'],
    ['うちの区でもやってほしいなあ', 'noted'],
    ['うらやましい〜', 'noted'],
    ['ありがとうございます！現場に行ってきます', 'thanks'],
    ['所属長に相談してみます', 'noted'],
    ['なるほど、係のみんなに伝えておきます', 'noted'],
    ['うちの会議もこれくらい短ければいいのに', 'noted'],
    ["cool, I'll share this with my section", 'noted'],
    ['thanks, off to the counter now', 'thanks'],
    ['ok, will do', 'noted'],
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
    ['いつもありがとうございます！', 'thanks'],
    ['教えてくれてありがとう、助かったよ', 'thanks'],
    ['ご丁寧にありがとうございます', 'thanks'],
    ['役に立った！', 'thanks'],
    ['使いにくいんだけど', 'wrong'],
    ['検索結果がひどい', 'wrong'],
    ['全然違うのが出てくる', 'wrong'],
    ['違う話ばっかり出てくる', 'wrong'],
    ['前の方がよかった', 'wrong'],
    ['that’s not what I was looking for', 'wrong'],
    ['ボット作ったの誰', 'whoAreYou'],
    ['このボットは誰が作ったんですか', 'whoAreYou'],
    ['アプリを開発したのはどこ？', 'whoAreYou'],
    ['ふざけんな', 'abuse'],
    ['ちゃんと答えて', 'abuse'],
    ['なんで答えてくれないの', 'abuse'],
    ['この会話は記録される？', 'privacy'],
    ['誰が見てるの', 'privacy'],
    ['私の質問は上司に見られますか', 'privacy'],
    ['聞いたことは上司にバレますか？', 'privacy'],
    ['ログは残る？', 'privacy'],
    ['入力内容はどこかに保存されますか？', 'privacy'],
    ['who can see my questions', 'privacy'],
    ['is this chat recorded?', 'privacy'],
    ['does this bot save my messages?', 'privacy'],
    ['英語で', 'inEnglish'],
    ['英語で答えてくれますか？', 'inEnglish'],
    ['Can you speak English?', 'inEnglish'],
    ['日本語でお願いします', 'inJapanese'],
    ['Answer in Japanese please', 'inJapanese'],
    ['ジョーク言って', 'smallTalk'],
    ['好きな食べ物は？', 'smallTalk'],
    ['何歳？', 'smallTalk'],
    ['how are you', 'smallTalk'],
    ['tell me a joke', 'smallTalk'],
    ['lol', 'smallTalk'],
    ['使い方がわからん', 'help'],
    ['使い方がよくわかりません', 'help'],
    ['何を聞けばいい？', 'help'],
    ['どう聞けばいいですか', 'help'],
    ['what should I ask?', 'help'],
    ['お世話になっております。総務課の者です。', 'hello'],
    ['はじめまして、税務課の田中です。', 'hello'],
    ['Hello, this is Sato from HR', 'hello'],
    ['https://www.city.example.jp/jinji/a.html これ見て', 'links'],
    ['これどう思う？ https://example.jp/', 'links'],
    ['http://example.jp/', 'links'],
    ['え？', 'yes'],
    ['間違えました', 'noted'],
    ['やり直して', 'reset'],
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
    'お世話になっております。育児の取組について教えてください。',
    'お疲れさまです。総務課の研修です',
    '英語の研修は？',
    '英語で電話に出る研修はある？',
    '個人情報の研修は？',
    '記録を残している部署は？',
    '会話を増やす取組は？',
    '使い方の研修はある？',
    '面白い取組は？',
    'https://example.jp/ 研修の取組はある？',
    'ハラスメントの相談を受けている部署は？',
    'どこが保存していますか',
    '職員に話を聞いてみる取組',
    '会議に入りますか？',
    'I need to find training',
    'let me see the interns',
  ])('%s is a question', (text) => {
    expect(talkOf(text)).toBeNull();
  });
});

describe('what may be a question', () => {
  test.each([
    ['パワハラを受けています', 'distress'],
    ['上司にセクハラされました', 'distress'],
    ['もう限界です', 'distress'],
    ['仕事辞めたい', 'distress'],
    ['I’m burnt out', 'distress'],
    ['個人情報はどうなってる？', 'privacy'],
    ['プライバシーポリシーは', 'privacy'],
    ['匿名ですか', 'privacy'],
    ['今日の天気は？', 'smallTalk'],
    ['what time is it?', 'smallTalk'],
  ])('%s is %s where no row answers it', (text, expected) => {
    expect([talkOf(text), perhapsTalkOf(text)]).toEqual([null, expected]);
  });

  test.each([
    'パワハラを防ぐ研修は？',
    '疲れた職員を支える取組',
    '天気が悪い日の在宅勤務は？',
    '個人情報の研修',
  ])('%s is a question', (text) => {
    expect(perhapsTalkOf(text)).toBeNull();
  });

  test('pictures that nod are no question, others may be', () => {
    expect(['👍', '🙏🏽', '😂😂'].map(isNod)).toEqual([true, true, true]);
    expect(['🤔', '👍 研修は？', ''].map(isNod)).toEqual([false, false, false]);
  });
});

describe('commands, however politely', () => {
  const commandOf = (text: string): string | undefined =>
    (
      parseContactWords(text, 'ja') ??
      parseFollowWords(text, 'ja') ??
      parseBroadcastWords(text, 'ja', []) ??
      parseHighlightsWords(text, 'ja')
    )?.do;

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
    ['予約した配信を取り消したい', 'broadcast.list'],
    ['来週の配信を延期したいのですが', 'broadcast.list'],
    ['お知らせの文面を直したい', 'broadcast.list'],
    ['昨日送ったお知らせを見たい', 'broadcast.list'],
    ['下書きを消したい', 'broadcast.list'],
    ['予約した配信を取り消すにはどうすればいいですか', 'broadcast.list'],
    ['cancel the scheduled announcement', 'broadcast.list'],
    ['how do I edit a draft announcement?', 'broadcast.list'],
    ['can I recall the announcement I sent?', 'broadcast.list'],
    ['夏季休暇のお知らせを取り消したい', 'broadcast.words'],
    ['配信を止めたい', 'unsubscribe'],
    ['全職員にメールを送りたい', 'broadcast.home'],
    ['課のみんなに知らせたいことがある', 'broadcast.home'],
    ['お知らせを出したいんだけどどうすればいい？', 'broadcast.home'],
    ['全職員に周知したい', 'broadcast.home'],
    ['send a message to all staff', 'broadcast.home'],
    ['通知をオフにして', 'follow.endAll'],
    ['通知を消したい', 'follow.endAll'],
    ['turn off notifications', 'follow.endAll'],
    ['通知がうるさい', 'follow.list'],
    ['この通知はどうやったら止まる？', 'follow.list'],
    ['通知の止め方がわからない', 'follow.list'],
    ['how can I stop these notifications', 'follow.list'],
    ['電話したい', 'contact.ask'],
    ['担当者につないで', 'contact.ask'],
    ['担当の人と話したい', 'contact.ask'],
    ['人と話したいんですが', 'contact.ask'],
    ['問い合わせたい', 'contact.ask'],
    ['can I talk to a human', 'contact.ask'],
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
    '上司に暴言を吐かれた。市の外の人に相談したい',
    '通知を減らした部署は？',
    'イベント情報の配信を見たい',
    '動画の配信を始めた部署',
    'お知らせを見直している部署は？',
    'find departments that broadcast videos',
    '電話を減らしたい',
  ])('%s is a question', (text) => {
    expect(commandOf(text)).toBeUndefined();
  });
});

test('after rows, who made it asks of them, unless the bot is named', () => {
  expect(talkOf('どこが作ってる？', true)).toBeNull();
  expect(talkOf('誰が作ったの？', true)).toBeNull();
  expect(talkOf('よこてんを作ったのは誰？', true)).toBe('whoAreYou');
});
