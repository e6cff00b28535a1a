import type {
  BroadcastDetailView,
  BroadcastFormView,
  BroadcastListRow,
  BroadcastListView,
  BroadcastPostView,
  BroadcastRolesView,
  BroadcastUploadView,
  UnreachedView,
} from '../../src/broadcast/cards/view.ts';
import type { CardData } from '../../src/cards/cards.ts';
import type { BroadcastCards } from '../../src/broadcast/cards/cards.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import type { Lang } from '../../src/question/answer.ts';
import { ROWS } from './fixtures.ts';

/** A message with all that it can have but highlights. */
export const POST: BroadcastPostView = {
  id: 'broadcast-0123456789abcdef',
  title: '夏季休暇の取得と時差出勤について',
  body: '**7月1日から**夏季休暇を取得できます。\n期間は_9月30日まで_です。\n\n詳しくは[案内](https://example.jp/guide)をご覧ください。',
  important: true,
  links: [{ title: '申請の手引き', url: 'https://example.jp/guide' }],
  pictures: [],
  initiatives: [ROWS.offers],
  highlights: null,
  acknowledge: true,
  pressed: null,
  sender: '人事課',
  contact: '人事課 服務担当（内線 1234）',
  date: '2026-06-15',
  note: null,
};
/** As its author sees it. */
const DRAFT: BroadcastDetailView = {
  id: POST.id,
  version: 3,
  state: 'draft',
  rejection: null,
  approvers: { now: [], later: [] },
  author: '人事課 担当者',
  posts: [{ lang: 'ja', post: POST }],
  correction: [],
  standing: 0,
  audience: {
    sources: ['このアプリを使える全員', '除外（3人）'],
    reachable: 12_345,
    unreachable: [
      { reason: 'appNotInstalled', count: 210 },
      { reason: 'ConversationBlockedByUser', count: 3 },
    ],
    unnamed: 0,
    unreached: [
      { name: 'user1@example.lg.jp', reason: 'appNotInstalled' },
      { name: '人事課 係員', reason: 'ConversationBlockedByUser' },
    ],
  },
  size: 4321,
  sendAt: null,
  zone: 'Asia/Tokyo',
  progress: [],
  pausedFor: null,
  acknowledged: null,
  buttons: ['submit', 'edit', 'test', 'copy', 'delete'],
};

const highlights: BroadcastPostView['highlights'] = {
  month: '2026-07',
  initiatives: [ROWS.oneOnOneMidori, ROWS.phones, ROWS.interviews],
};
export const FORM: BroadcastFormView = {
  id: POST.id,
  version: 0,
  withAudience: true,
  refusal: null,
  previews: [],
  fields: {
    titleJa: POST.title,
    bodyJa: POST.body,
    titleEn: '',
    bodyEn: '',
    sender: '人事課',
    contact: '',
    importance: 'high',
    links: '',
    pictures: '',
    initiatives: ROWS.offers.id,
    findInitiatives: '',
    highlights: '2026-07',
    acknowledge: 'true',
    audience: 'people',
    list: '',
    exclude: '',
    findPlaces: '',
    keep: 'false',
  },
  initiatives: { choices: [ROWS.offers, ROWS.phones, ROWS.interviews], search: null },
  months: ['2026-06', '2026-07'],
  pictureHosts: ['images.example.jp'],
  uploads: [{ id: 'upload-0123456789abcdef', name: '宛先.csv', count: 120 }],
  places: {
    choices: [
      { who: 'peopleOf', value: 'peopleOf:19:team@thread.tacv2', team: '人事課' },
      { who: 'channelsOf', value: 'channelsOf:19:team@thread.tacv2', team: '人事課' },
      { who: 'channel', value: 'channel:19:team@thread.tacv2', team: '人事課', channel: null },
      {
        who: 'channel',
        value: 'channel:19:long@thread.tacv2',
        team: '健康福祉局 地域包括ケア推進部 介護事業支援課',
        channel: '全職員へのお知らせと研修のご案内',
      },
    ],
    search: null,
  },
};
const found: BroadcastFormView = {
  ...FORM,
  fields: { ...FORM.fields, findInitiatives: '若手の研修', findPlaces: '人事' },
  initiatives: {
    choices: [ROWS.offers, ROWS.phones, ROWS.interviews],
    search: { words: '若手の研修', found: { count: 23, shown: 12 } },
  },
  places: { ...FORM.places, search: { words: '人事', found: { count: 4, shown: 4 } } },
};
const nothingFound: BroadcastFormView = {
  ...found,
  fields: { ...found.fields, findInitiatives: 'オーロラ' },
  initiatives: { choices: [], search: { words: 'オーロラ', found: { count: 0, shown: 0 } } },
  places: { choices: [], search: { words: '', found: null } },
};

/** Half of it has been sent. */
export const SENDING: BroadcastDetailView = {
  ...DRAFT,
  state: 'released',
  audience: null,
  acknowledged: 87,
  buttons: ['resendFailed', 'resendUnknown', 'letBe', 'correction', 'recall', 'remind', 'report', 'copy'],
  progress: [
    {
      kind: 'post',
      planned: 12_345,
      sent: 8000,
      withoutId: 3,
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
};
/** All of it. */
const SENT: BroadcastDetailView = {
  ...SENDING,
  progress: SENDING.progress.map((one) => ({
    ...one,
    sent: one.sent + one.remaining,
    remaining: 0,
    ratePerSecond: null,
    secondsLeft: null,
  })),
};
const UNREACHED: UnreachedView = {
  id: POST.id,
  stage: 0,
  kind: 'post',
  page: 1,
  start: 20,
  count: 227,
  recipients: Array.from({ length: 20 }, (_, n) => ({
    name: n % 3 === 0 ? `user${n}@example.lg.jp` : `健康福祉局 係員${n}`,
    reason: n < 4 ? 'BotNotInConversationRoster' : n < 6 ? 'timeout' : 'appNotInstalled',
    isUnknown: n === 4 || n === 5,
  })),
};
const plain = { isCorrectionWaiting: false, sentBackBy: null };
const rows: readonly BroadcastListRow[] = [
  { ...plain, id: POST.id, title: POST.title, state: 'submitted', changedAt: '2026-06-10 10:30' },
  { ...plain, id: `${POST.id}0`, title: '', state: 'draft', changedAt: '2026-06-09 09:00' },
  {
    ...plain,
    id: `${POST.id}3`,
    title: POST.title,
    state: 'draft',
    sentBackBy: '承認 次郎',
    changedAt: '2026-06-09 08:00',
  },
  { ...plain, id: `${POST.id}1`, title: POST.title, state: 'sending', changedAt: '2026-06-08 15:00' },
  {
    ...plain,
    id: `${POST.id}2`,
    title: POST.title,
    state: 'sent',
    isCorrectionWaiting: true,
    changedAt: '2026-06-01 09:00',
  },
];
export const LISTED: BroadcastListView = { rows, find: '', page: 0, start: 0, count: 23 };
export const ROLES: BroadcastRolesView = {
  holders: [
    {
      role: 'broadcaster',
      names: ['人事課 担当者'],
      teams: [{ name: '人事課', state: 'found', count: 12 }],
    },
    { role: 'approver', names: [], teams: [{ name: '企画課', state: 'missing', count: 0 }] },
    { role: 'editor', names: [], teams: [{ name: '総務課', state: 'missing', count: 0 }] },
  ],
  done: 'granted',
};
export const UPLOADED: BroadcastUploadView = {
  id: 'upload-0123456789abcdef',
  name: '夏季休暇の対象者（本庁・区役所）.csv',
  count: 12_340,
  repeated: 12,
  column: 'ユーザー プリンシパル名',
  unreadCount: 7,
  unread: [
    { line: 1, text: '夏季休暇の対象者, 2026年6月10日現在' },
    { line: 35, text: '臨時職員, なし' },
  ],
  reachable: 12_120,
  unreachable: [
    { reason: 'appNotInstalled', count: 210 },
    { reason: 'nameNotFound', count: 10 },
  ],
  drafts: [{ id: POST.id, title: POST.title }],
};

/** Every kind of card about broadcasts, by name. */
export function broadcastGallery(
  cards: BroadcastCards,
  data: CardData,
  lang: Lang,
): Readonly<Record<string, CardMessage>> {
  return {
    post: cards.post(POST, data, lang),
    'post-reminder': cards.post({ ...POST, note: 'reminder' }, data, lang),
    'post-pressed': cards.post({ ...POST, pressed: 'now' }, data, lang),
    'post-test': cards.post({ ...POST, note: 'test' }, data, lang),
    'post-recalled': cards.post({ ...POST, note: 'recalled' }, data, lang),
    home: cards.home({}, data, lang),
    list: cards.list(LISTED, data, lang),
    'post-highlights': cards.post({ ...POST, initiatives: [], highlights }, data, lang),
    form: cards.form(FORM, [{ what: 'link', number: 2 }], data, lang),
    'form-new': cards.form(
      {
        ...FORM,
        fields: { ...FORM.fields, titleJa: '', bodyJa: '', initiatives: '', highlights: '' },
        uploads: [],
      },
      [],
      data,
      lang,
    ),
    'form-found': cards.form(found, [], data, lang),
    'form-nothing-found': cards.form(nothingFound, [], data, lang),
    'form-correction': cards.form({ ...FORM, withAudience: false }, [], data, lang),
    'draft-highlights': cards.detail(
      { ...DRAFT, posts: [{ lang, post: { ...POST, highlights } }] },
      { note: 'saved' },
      data,
      lang,
    ),
    draft: cards.detail(DRAFT, { note: 'saved' }, data, lang),
    approval: cards.detail(
      { ...DRAFT, state: 'submitted', buttons: ['approve', 'refuse'] },
      { note: 'approvalWanted' },
      data,
      lang,
    ),
    'correction-waits': cards.detail(
      {
        ...DRAFT,
        state: 'released',
        audience: null,
        correction: [
          { lang: 'ja', post: { ...POST, title: '【訂正】夏季休暇の取得について', note: 'corrected' } },
        ],
        buttons: ['approveCorrection', 'refuseCorrection'],
      },
      { note: 'correctionWanted' },
      data,
      lang,
    ),
    'recall-asked': cards.detail(
      {
        ...DRAFT,
        state: 'released',
        audience: null,
        standing: 12_345,
        progress: SENT.progress,
        buttons: ['withdrawCorrection', 'recallConfirmed', 'copy'],
      },
      { refusal: 'confirmRecall' },
      data,
      lang,
    ),
    approved: cards.detail(
      { ...DRAFT, state: 'approved', buttons: ['sendNow', 'schedule', 'edit'] },
      {},
      data,
      lang,
    ),
    progress: cards.detail(
      { ...SENDING, buttons: ['report', 'cancel', 'copy'] },
      { refusal: 'stillSending' },
      data,
      lang,
    ),
    sent: cards.detail(SENT, {}, data, lang),
    roles: cards.roles(ROLES, {}, data, lang),
    unreached: cards.unreached(UNREACHED, data, lang),
    'draft-unreached': cards.detail(
      { ...DRAFT, audience: { ...DRAFT.audience!, unreachable: [{ reason: 'appNotInstalled', count: 2 }] } },
      {},
      data,
      lang,
    ),
    upload: cards.upload(UPLOADED, data, lang),
    'file-failed': cards.fileNotStored(POST.id, data, lang),
    refusal: cards.refusal('noRole', data, lang),
    acknowledged: cards.acknowledged('now', data, lang),
  };
}
