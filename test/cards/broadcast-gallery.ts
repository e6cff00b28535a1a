import type { BroadcastDetailView, BroadcastPostView } from '../../src/cards/broadcast-view.ts';
import type { CardData } from '../../src/cards/cards.ts';
import type { BroadcastCards } from '../../src/cards/load-broadcast.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import type { Lang } from '../../src/question/answer.ts';
import { ROWS } from './fixtures.ts';

const post: BroadcastPostView = {
  id: 'broadcast-0123456789abcdef',
  title: '夏季休暇の取得と時差出勤について',
  body: '**7月1日から**夏季休暇を取得できます。\n期間は_9月30日まで_です。\n\n詳しくは[案内](https://example.jp/guide)をご覧ください。',
  important: true,
  links: [{ title: '申請の手引き', url: 'https://example.jp/guide' }],
  initiatives: [ROWS.offers],
  acknowledge: true,
  note: null,
};
const draft: BroadcastDetailView = {
  id: post.id,
  version: 3,
  state: 'draft',
  author: '人事課 担当者',
  posts: [{ lang: 'ja', post }],
  audience: {
    sources: ['このアプリを使える全員', '除外（3人）'],
    reachable: 12_345,
    unreachable: [
      { reason: 'appNotInstalled', count: 210 },
      { reason: 'ConversationBlockedByUser', count: 3 },
    ],
  },
  size: 4321,
  sendAt: null,
  zone: 'Asia/Tokyo',
  progress: [],
  acknowledged: null,
  buttons: ['submit', 'edit', 'test', 'copy', 'delete'],
};

/** Every kind of card about broadcasts, by name. */
export function broadcastGallery(
  cards: BroadcastCards,
  data: CardData,
  lang: Lang,
): Readonly<Record<string, CardMessage>> {
  return {
    post: cards.post(post, data, lang),
    'post-reminder': cards.post({ ...post, note: 'reminder' }, data, lang),
    'post-recalled': cards.post({ ...post, note: 'recalled' }, data, lang),
    home: cards.home({}, data, lang),
    list: cards.list(
      [
        { id: post.id, title: post.title, state: 'submitted', changedAt: '2026-06-10 10:30' },
        { id: `${post.id}0`, title: '', state: 'draft', changedAt: '2026-06-09 09:00' },
      ],
      data,
      lang,
    ),
    form: cards.form(
      {
        id: post.id,
        version: 0,
        withAudience: true,
        titleJa: post.title,
        bodyJa: post.body,
        titleEn: '',
        bodyEn: '',
        important: true,
        links: '',
        initiatives: [],
        acknowledge: true,
        audience: ['people'],
        list: '',
        exclude: '',
        teams: [{ title: '人事課', value: '19:team@thread.tacv2' }],
      },
      [{ what: 'link', number: 2 }],
      data,
      lang,
    ),
    draft: cards.detail(draft, { note: 'saved' }, data, lang),
    approval: cards.detail(
      { ...draft, state: 'submitted', buttons: ['approve', 'refuse'] },
      { note: 'approvalWanted' },
      data,
      lang,
    ),
    approved: cards.detail({ ...draft, state: 'approved', buttons: ['send', 'edit'] }, {}, data, lang),
    progress: cards.detail(
      {
        ...draft,
        state: 'released',
        audience: null,
        acknowledged: 87,
        buttons: ['resendFailed', 'resendUnknown', 'letBe', 'correction', 'recall', 'remind', 'copy'],
        progress: [
          {
            kind: 'post',
            planned: 12_345,
            sent: 8000,
            failed: 12,
            unknown: 2,
            skipped: 213,
            cancelled: 0,
            remaining: 4118,
            ratePerSecond: 48.9,
            secondsLeft: 84,
            reasons: [
              { state: 'failed', reason: 'BotNotInConversationRoster', count: 12 },
              { state: 'unknown', reason: 'timeout', count: 2 },
            ],
          },
        ],
      },
      { refusal: 'stillSending' },
      data,
      lang,
    ),
    roles: cards.roles(
      {
        holders: [
          { role: 'broadcaster', names: ['人事課 担当者'] },
          { role: 'approver', names: [] },
          { role: 'editor', names: [] },
        ],
        done: 'granted',
      },
      {},
      data,
      lang,
    ),
    refusal: cards.refusal('noRole', data, lang),
    acknowledged: cards.acknowledged(true, data, lang),
  };
}
