import { act } from './actions.ts';
import { pausedWords, reasonLines } from '../../cards/reasons.ts';
import type { BroadcastDetailView, BroadcastProgressView } from './view.ts';
import type { Json } from '../../cards/button.ts';
import { escapeMarkdown } from '../../text/markdown.ts';
import type { Context } from '../../cards/words/row.ts';

const maxReasons = 8;

/** What is shown large, with its colour as text and in the bar. */
const shown = [
  ['sent', 'Good', 'good'],
  ['remaining', 'Default', 'neutral'],
  ['failed', 'Attention', 'attention'],
  ['unknown', 'Warning', 'warning'],
] as const;

/** One message of a broadcast in cards/broadcast/control.json: where its deliveries stand. */
export function progressModel(
  progress: BroadcastProgressView,
  { view, stage }: { readonly view: BroadcastDetailView; readonly stage: number },
  context: Context,
): Json {
  const { say } = context;
  const { failed, unknown, skipped } = progress;
  const some = shown.filter(([name]) => progress[name] > 0);
  const numbers = (some.length > 0 ? some : shown.slice(0, 1)).map(([name, color, inBar]) => ({
    value: progress[name].toLocaleString(context.lang),
    // What was done of it is not sent where messages are changed or deleted.
    label: say(name === 'sent' ? `broadcast.progress.done.${progress.kind}` : `broadcast.progress.${name}`),
    color,
    inBar,
    count: progress[name],
  }));
  return {
    title: say(`broadcast.progress.${progress.kind}`),
    numbers,
    hasBar: progress.remaining > 0,
    barTitle: say('broadcast.progress.bar', { percent: percentOf(progress) }),
    bar: barOf(progress, context),
    bars: numbers.map(({ label, count, inBar }) => ({ legend: label, value: count, color: inBar })),
    lines: linesOf(progress, view, context).map((text) => ({ text: escapeMarkdown(text) })),
    ...unreachedModel({ id: view.id, stage, count: failed + unknown + skipped }, context),
    ...choicesModel(progress, view, context),
  };
}

/** What a recall or a correction does not reach. */
export function outOfReachLines(
  { progress }: Pick<BroadcastDetailView, 'progress'>,
  kind: 'recall' | 'correction',
  { say }: Pick<Context, 'say'>,
): readonly string[] {
  const counts = outOfReach(progress);
  return (['withoutId', 'unknown'] as const)
    .filter((why) => counts[why] > 0)
    .map((why) => say(`broadcast.outOfReach.${kind}.${why}`, { count: counts[why] }));
}

/** Posts, reminders too, that nothing can change or delete. */
export function outOfReach(
  progress: readonly BroadcastProgressView[],
): Pick<BroadcastProgressView, 'withoutId' | 'unknown'> {
  const posts = progress.filter(({ kind }) => kind === 'post' || kind === 'reminder');
  return {
    withoutId: posts.reduce((sum, one) => sum + one.withoutId, 0),
    unknown: posts.reduce((sum, one) => sum + one.unknown, 0),
  };
}

/** What leads to their names. */
export function unreachedModel(
  { id, stage, count }: { readonly id: string; readonly stage: number | null; readonly count: number },
  { say, lang }: Pick<Context, 'say' | 'lang'>,
): Json {
  const title = say(stage === null ? 'broadcast.unreachable.show' : 'broadcast.unreached.show', { count });
  const action = { do: 'broadcast.unreached', id, stage, page: 0, isTurned: false, lang } as const;
  return {
    hasUnreached: count > 0,
    unreachedTitle: title,
    unreached: count > 0 ? act(title, action) : {},
  };
}

function percentOf({ planned, remaining }: BroadcastProgressView): number {
  return planned === 0 ? 100 : Math.floor(((planned - remaining) * 100) / planned);
}

const barLength = 20;

/** The bar where a client draws no charts. */
function barOf(progress: BroadcastProgressView, { say }: Context): string {
  const percent = percentOf(progress);
  const full = Math.floor((percent * barLength) / 100);
  const bar = '█'.repeat(full) + '░'.repeat(barLength - full);
  return `${bar} ${say('broadcast.progress.bar', { percent })}`;
}

function linesOf(
  progress: BroadcastProgressView,
  view: BroadcastDetailView,
  context: Context,
): readonly string[] {
  const { say } = context;
  const { kind, withoutId, ratePerSecond, secondsLeft, remaining, reasons } = progress;
  const { pausedFor } = view;
  const others = (['skipped', 'cancelled'] as const)
    .filter((name) => progress[name] > 0)
    .map((name) => say(`broadcast.progress.${name}`, { count: progress[name] }));
  const rate =
    ratePerSecond === null || secondsLeft === null || remaining === 0
      ? []
      : [
          say('broadcast.progress.rate', {
            rate: ratePerSecond.toFixed(1),
            minutes: String(Math.ceil(secondsLeft / 60)),
          }),
        ];
  return [
    ...(withoutId > 0 ? [say('broadcast.progress.withoutId', { count: withoutId })] : []),
    ...(kind === 'recall' || kind === 'correction' ? outOfReachLines(view, kind, context) : []),
    ...(pausedFor !== null && remaining > 0 ? [pausedWords(pausedFor, say)] : []),
    ...rate,
    ...(others.length > 0 ? [others.join(say('list.separator'))] : []),
    ...reasonLines(reasons, say).slice(0, maxReasons),
  ];
}

/** What somebody must decide of those of whom nobody knows whether they have it. */
function choicesModel({ kind }: BroadcastProgressView, view: BroadcastDetailView, context: Context): Json {
  const { say, lang } = context;
  const { id, version, buttons } = view;
  const offered = (['resendUnknown', 'letBe'] as const).filter((one) => buttons.includes(one));
  const choices = kind === 'post' ? offered : [];
  return {
    hasChoice: choices.length > 0,
    choices: choices.map((command) => {
      const title = say(`broadcast.button.${command}`);
      return { title, press: act(title, { do: 'broadcast.command', id, version, command, lang }) };
    }),
  };
}
