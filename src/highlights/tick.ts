import type { CardMessage } from '../cards/message.ts';
import type { Dataset } from '../dataset/schema.ts';
import { monthAfter, type YearMonth } from '../calendar/month.ts';
import { monthAt } from '../calendar/zone.ts';
import type { NewDelivery } from '../delivery/ports.ts';
import type { Engine } from '../question/answer.ts';
import { digestOf } from '../dataset/digest.ts';
import { digestsOf, highlightsContent, type HighlightsContent, type TakenOver } from './content.ts';
import { decideDue } from './due.ts';
import type { HighlightsStore, Subscription } from './ports.ts';

/** What the bot knows at this moment. */
interface HighlightsKnowledge {
  readonly data: Dataset;
  readonly engine: Engine;
}

export interface HighlightsServices {
  readonly store: HighlightsStore;
  readonly knowledge: () => HighlightsKnowledge;
  /** The card in the subscription's language. */
  readonly render: (content: HighlightsContent, data: Dataset, lang: Subscription['lang']) => CardMessage;
  readonly timeZone: string;
  /** What was taken over in a month, as its report has it; without it the highlights say nothing of it. */
  readonly takenOver?: (month: YearMonth) => Promise<readonly TakenOver[]>;
}

/** What one look at the calendar came to. */
export interface TickReport {
  readonly planned: number;
  readonly skipped: number;
}

/** As far back as decideDue looks. */
const monthsBack = 12;

/**
 * Plans every post that is due and has no row yet. Safe to run at any time, any number of times, on any number of
 * instances: the row of (recipient, month) is what makes it once.
 */
export async function planDue(services: HighlightsServices, now: number): Promise<TickReport> {
  const { store, timeZone } = services;
  const subscriptions = await store.subscriptions();
  if (subscriptions.length === 0) return { planned: 0, skipped: 0 };
  const planned = await store.plannedSince(monthAfter(monthAt(now, timeZone), -monthsBack));
  const report = { planned: 0, skipped: 0 };
  for (const subscription of subscriptions) {
    const months = planned.get(subscription.recipientId);
    for (const { month, act } of decideDue(subscription, (one) => months?.has(one) ?? false, now, timeZone)) {
      const skip = act === 'skip' ? 'tooLate' : null;
      if (!(await planPost(services, subscription, { month, skip, now }))) continue;
      if (skip === null) report.planned += 1;
      else report.skipped += 1;
    }
  }
  return report;
}

/** Plans one post, due or asked for by a person; false when the month has its row already, or another subscription stands. */
export async function planPost(
  services: HighlightsServices,
  subscription: Pick<Subscription, 'recipientId' | 'departments' | 'themes' | 'lang' | 'changedAt'>,
  { month, skip, now }: { readonly month: YearMonth; readonly skip: string | null; readonly now: number },
): Promise<boolean> {
  const { data } = services.knowledge();
  const { recipientId, lang, changedAt } = subscription;
  const content = skip === null ? await contentFor(services, subscription, month) : null;
  const delivery: NewDelivery = {
    recipientId,
    dueAt: now,
    content: content && { [lang]: services.render(content, data, lang) },
    skip,
  };
  const featured = (content?.featured ?? []).map((row) => ({ id: row.id, digest: digestOf(row) }));
  return await services.store.plan(
    { post: { recipientId, month, revision: content && data.revision, featured }, delivery, changedAt },
    digestsOf(data.initiatives),
    now,
  );
}

/** What would be posted there for the month: also the preview. */
export async function contentFor(
  { store, knowledge, takenOver }: Pick<HighlightsServices, 'store' | 'knowledge' | 'takenOver'>,
  { recipientId, departments, themes }: Pick<Subscription, 'recipientId' | 'departments' | 'themes'>,
  month: YearMonth,
): Promise<HighlightsContent> {
  const { data, engine } = knowledge();
  const history = (await store.history(recipientId)).filter((post) => post.month < month);
  const last = history.find((post) => post.revision !== null)?.revision ?? null;
  const content = highlightsContent({
    dataset: data,
    month,
    recipientId,
    interests: { departments, themed: rowsAbout(themes, data, engine, month) },
    history,
    before: last === null ? null : await store.snapshot(last),
  });
  return takenOver ? { ...content, takenOver: await takenOver(monthAfter(month, -1)) } : content;
}

/** The rows that somebody finds who asks for one of the themes; null = no theme was chosen. */
function rowsAbout(
  themes: readonly string[],
  data: Dataset,
  engine: Engine,
  month: YearMonth,
): ReadonlySet<string> | null {
  const chosen = data.concepts.filter(({ id }) => themes.includes(id));
  if (chosen.length === 0) return null;
  return new Set(
    chosen.flatMap(({ label }) =>
      engine
        .ask({ text: label.ja, today: `${month}-01`, lang: 'ja', previous: null })
        .hits.map(({ initiative }) => initiative.id),
    ),
  );
}
