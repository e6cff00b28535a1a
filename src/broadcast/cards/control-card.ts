import { act, dialogButton, type NewBroadcastAction } from './actions.ts';
import { baseModel, type CardNotes, fact, type FactModel, type PreviewModel } from './base-model.ts';
import { outOfReach, outOfReachLines, progressModel, unreachedModel } from './progress-model.ts';
import { reasonLines } from '../../cards/reasons.ts';
import { recipientWords } from './unreached-card.ts';
import type { BroadcastDetailView, BroadcastPostView, ShownState } from './view.ts';
import { DESTRUCTIVE, type Json, type Look, type Model, PRIMARY } from '../../cards/button.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import { timeWords, zoneWords } from '../../cards/words/dates.ts';
import type { Context } from '../../cards/words/row.ts';
import type { BroadcastState } from '../decide/broadcast.ts';
import type { Lang } from '../../question/answer.ts';
import type { OfferedCommand } from '../decide/offered.ts';

/** Data for cards/broadcast/control.json: a broadcast as its author or approver sees it, and what they may do. */
export function controlModel(
  view: BroadcastDetailView,
  notes: CardNotes,
  previews: readonly PreviewModel[],
  context: Context,
): Model {
  const { say, lang } = context;
  const title = inReading(view.posts, lang)?.title ?? '';
  const isOut = view.state === 'released' || view.state === 'recalled';
  const base = baseModel(
    title || say('broadcast.untitled'),
    { ...notes, left: leftOut(notes, view, context) },
    buttonsOf(view, notes, context),
    context,
  );
  return {
    ...base,
    speak: announcement(notes, view, context) ?? base.speak,
    state: stateWords(view, context),
    hasRefresh: isOut,
    refreshTitle: say('broadcast.button.refresh'),
    refresh: isOut ? act(say('broadcast.button.refresh'), { do: 'broadcast.open', id: view.id, lang }) : {},
    facts: factsOf(view, context),
    ...unreachableModel(view, context),
    progress: view.progress.map((one, stage) => progressModel(one, { view, stage }, context)),
    previews,
    ...timeModel(view, notes, context),
    hasReason: view.buttons.some((one) => one === 'refuse' || one === 'refuseCorrection'),
    reasonLabel: say('broadcast.refuse.reason'),
  };
}

/** What a press does not reach that asks for, or has begun, a recall or a correction. */
function leftOut(
  { note, refusal }: CardNotes,
  view: BroadcastDetailView,
  context: Context,
): readonly string[] {
  if (refusal === 'confirmRecall' || note === 'recalling') return outOfReachLines(view, 'recall', context);
  const isCorrection = note === 'correcting' || note === 'correctionAsked' || note === 'correctionApproved';
  return isCorrection ? outOfReachLines(view, 'correction', context) : [];
}

/** What is told unasked, to approvers or to the author. */
const announced = [
  'approvalWanted',
  'correctionWanted',
  'approved',
  'refused',
  'correctionApproved',
  'correctionRefused',
  'audienceGrown',
  'audienceUntold',
  'excludedUnknown',
  'pictureHost',
  'held',
] as const;

/** What the notification says: 承認依頼：夏季休暇の取得について（人事課）; null = nothing is told unasked. */
function announcement({ note }: CardNotes, view: BroadcastDetailView, context: Context): string | null {
  const { say, lang } = context;
  const known = announced.find((one) => one === note);
  if (known === undefined) return null;
  const post = inReading(view.correction, lang) ?? inReading(view.posts, lang);
  const title = oneLine(post?.title ?? '') || say('broadcast.untitled');
  const sender = oneLine(post?.sender || view.author);
  return say(`broadcast.announcement.${known}`, { title: truncate(title, maxAnnounced), sender });
}

/** What is shown of it in the reader's language, else in the one that it is written in. */
function inReading(shown: BroadcastDetailView['posts'], lang: Lang): BroadcastPostView | undefined {
  return (shown.find((one) => one.lang === lang) ?? shown[0])?.post;
}

/** Of a title: a notification shows about a hundred characters, and the office must be among them. */
const maxAnnounced = 60;

function stateWords({ state, progress, standing }: BroadcastDetailView, { say }: Context): string {
  const isUnderWay = progress.some(({ remaining }) => remaining > 0);
  const shown = shownState(state, isUnderWay);
  const isPart = shown === 'recalled' && (standing > 0 || isAnyOutOfReach(progress));
  return say(isPart ? 'broadcast.state.recalledInPart' : `broadcast.state.${shown}`);
}

function isAnyOutOfReach(progress: BroadcastDetailView['progress']): boolean {
  const { withoutId, unknown } = outOfReach(progress);
  return withoutId + unknown > 0;
}

/** What is released is being sent, and what is recalled being taken back, as long as something of it remains. */
export function shownState(state: BroadcastState, isUnderWay: boolean): ShownState {
  if (state === 'recalled') return isUnderWay ? 'recalling' : 'recalled';
  if (state !== 'released') return state;
  return isUnderWay ? 'sending' : 'sent';
}

/** More of them are counted only: the card has a limit. */
const maxSources = 12;
const maxSourceChars = 100;

function sourceWords(sources: readonly string[], say: Context['say']): string {
  const shown = sources.slice(0, maxSources).map((words) => truncate(words, maxSourceChars));
  const hidden = sources.length - shown.length;
  const rest = hidden > 0 ? [say('broadcast.detail.moreSources', { count: hidden })] : [];
  return [...shown, ...rest].join(say('list.separator'));
}

/** A card that takes more than this share of the limit says so, while something can still be left out. */
const nearLimit = 0.8;
const maxKilobytes = 28;

function factsOf(view: BroadcastDetailView, context: Context): readonly FactModel[] {
  const { say } = context;
  const { author, rejection, approvers, sendAt, zone, audience, acknowledged, progress, size } = view;
  const kilobytes = size / 1024;
  const facts: [isShown: boolean, title: string, value: () => string][] = [
    [true, say('broadcast.detail.author'), () => author],
    [
      rejection !== null,
      say('broadcast.detail.rejection'),
      () => say('broadcast.detail.rejectedBy', rejection!),
    ],
    [
      approvers.now.length + approvers.later.length > 0,
      say('broadcast.detail.approvers'),
      () =>
        [
          ...approvers.now,
          ...approvers.later.map((name) => say('broadcast.detail.approverLater', { name })),
        ].join(say('list.separator')),
    ],
    [
      sendAt !== null,
      say('broadcast.detail.sendAt'),
      () =>
        say('broadcast.detail.sendAtIn', { at: timeWords(sendAt!, context), zone: zoneWords(zone, context) }),
    ],
    [audience !== null, say('broadcast.detail.audience'), () => sourceWords(audience!.sources, say)],
    [
      audience !== null,
      say('broadcast.detail.reach'),
      () => say('broadcast.detail.reachable', { count: audience!.reachable }),
    ],
    [
      acknowledged !== null,
      say('broadcast.detail.acknowledged'),
      () => say('broadcast.detail.people', { count: acknowledged! }),
    ],
    [
      progress.length === 0 && kilobytes > maxKilobytes * nearLimit,
      say('broadcast.detail.size'),
      () => say('broadcast.detail.sizeOf', { size: kilobytes.toFixed(1) }),
    ],
  ];
  return facts.filter(([isShown]) => isShown).map(([, name, value]) => fact(name, value()));
}

/** Few are named; more are counted by reason, and listed when asked for. */
function unreachableModel({ id, audience }: BroadcastDetailView, { say, lang }: Context): Json {
  const reasons = audience?.unreachable ?? [];
  const count = reasons.reduce((sum, one) => sum + one.count, 0);
  const isNamed = audience !== null && audience.unreached.length === count;
  const lines = isNamed
    ? audience.unreached.map((one) => recipientWords(one, say))
    : reasonLines(reasons, say);
  const unnamed = audience?.unnamed ?? 0;
  const unnamedLines = unnamed > 0 ? [say('broadcast.detail.unnamed', { count: unnamed })] : [];
  return {
    hasUnreachable: count > 0,
    unreachableTitle: say('broadcast.detail.unreachable'),
    unreachable: [...lines, ...unnamedLines].map((text) => ({ text: escapeMarkdown(text) })),
    ...unreachedModel({ id, stage: null, count: isNamed ? 0 : count }, { say, lang }),
  };
}

function timeModel({ zone, buttons }: BroadcastDetailView, { chosen }: CardNotes, context: Context): Json {
  const { say } = context;
  const date = chosen?.date ?? '';
  return {
    hasTime: buttons.some((one) => one === 'schedule' || one === 'confirm'),
    hasDate: date !== '',
    dateLabel: say('broadcast.send.date'),
    date,
    timeLabel: say('broadcast.send.time', { zone: zoneWords(zone, context) }),
    time: chosen?.time ?? '09:00',
  };
}

/** What is pressed most comes first; what cannot be taken back stands in the menu. */
const looks: Partial<Record<OfferedCommand, Look>> = {
  submit: PRIMARY,
  approve: PRIMARY,
  sendNow: PRIMARY,
  confirm: PRIMARY,
  approveCorrection: PRIMARY,
  resendFailed: PRIMARY,
  delete: DESTRUCTIVE,
  cancel: DESTRUCTIVE,
  recall: DESTRUCTIVE,
  // Asked for by a press in the menu: the second one is in sight.
  recallConfirmed: { style: 'destructive' },
  deleteConfirmed: { style: 'destructive' },
  copy: { mode: 'secondary' },
};

/** Written in a dialog, where there is room for it. */
const opensForm: ReadonlySet<OfferedCommand> = new Set(['edit', 'correction']);

/** Beside the numbers that they are about. */
const besideNumbers: ReadonlySet<OfferedCommand> = new Set(['resendUnknown', 'letBe']);

function buttonsOf(
  view: BroadcastDetailView,
  { chosen }: CardNotes,
  { say, lang, dialogs = true }: Context,
): readonly Json[] {
  const reachable = view.audience?.reachable ?? 0;
  const shown = view.buttons.filter((one) => !besideNumbers.has(one));
  if (view.state === 'template') return templateButtons(view, shown, { say, lang });
  const menuLast = [...shown].sort((a, b) => Number(isInMenu(a)) - Number(isInMenu(b)));
  return menuLast.map((one) => {
    const count = one === 'recallConfirmed' || one === 'recall' ? view.standing : reachable;
    const make = dialogs && opensForm.has(one) ? dialogButton : act;
    // Not everybody's: of some nobody knows, or can say which message it was.
    const isPart = one === 'recall' && isAnyOutOfReach(view.progress);
    return make(
      say(isPart ? 'broadcast.button.recallInPart' : `broadcast.button.${one}`, { count }),
      actionOf(one, view, chosen?.when ?? 'now', lang),
      looks[one],
    );
  });
}

/** A template is there to be written from. */
function templateButtons(
  view: BroadcastDetailView,
  shown: readonly OfferedCommand[],
  { say, lang }: Pick<Context, 'say' | 'lang'>,
): readonly Json[] {
  return shown.map((one) =>
    one === 'copy'
      ? act(say('broadcast.button.fromTemplate'), actionOf(one, view, 'now', lang), PRIMARY)
      : act(say(`broadcast.button.${one}`, { count: 0 }), actionOf(one, view, 'now', lang), looks[one]),
  );
}

function isInMenu(one: OfferedCommand): boolean {
  return looks[one]?.mode === 'secondary';
}

function actionOf(
  one: OfferedCommand,
  { id, version, audience }: BroadcastDetailView,
  when: 'now' | 'at',
  lang: Context['lang'],
): NewBroadcastAction {
  switch (one) {
    case 'edit':
      return { do: 'broadcast.edit', id, lang };
    case 'copy':
      return { do: 'broadcast.copy', id, version, lang };
    case 'test':
      return { do: 'broadcast.test', id, version, lang };
    case 'sendNow':
      return { do: 'broadcast.send', id, version, when: 'now', confirmed: null, lang };
    case 'schedule':
      return { do: 'broadcast.send', id, version, when: 'at', confirmed: null, lang };
    case 'confirm':
      return { do: 'broadcast.send', id, version, when, confirmed: audience?.reachable ?? 0, lang };
    case 'report':
      return { do: 'broadcast.report', id, lang };
    case 'correction':
      return { do: 'broadcast.correction', id, lang };
    default:
      return { do: 'broadcast.command', id, version, command: one, lang };
  }
}
