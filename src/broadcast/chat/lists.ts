import { can } from '../../access/roles.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import { shownState } from '../cards/control-card.ts';
import type { BroadcastListRow } from '../cards/view.ts';
import { nameUnreached } from '../compose/audience-view.ts';
import { type Broadcast, stagesOf } from '../decide/broadcast.ts';
import { isOut } from '../decide/decide-command.ts';
import { localTime } from '../decide/rules.ts';
import { notReached, unreachable } from '../jobs/unreached.ts';
import { type BroadcastAnswer, say } from './answers.ts';
import { countUnderWay } from './circumstances.ts';
import type { ChatPorts } from './ports.ts';
import type { Asked } from './services.ts';

const listed = 20;

/** A person's own broadcasts, and what waits for them. */
export async function list(ports: ChatPorts, { actor, lang }: Asked<unknown>): Promise<BroadcastAnswer> {
  const { store, cards, data } = ports;
  const own = await store.list({ authorId: actor.id, limit: listed });
  const waiting = can(actor.roles, 'approve')
    ? [
        ...(await store.list({ state: 'submitted', limit: listed })),
        ...(await store.list({ state: 'released', limit: 100 })).filter(
          ({ correction }) => correction !== null,
        ),
      ]
    : [];
  const all = [...waiting.filter(({ authorId }) => authorId !== actor.id), ...own].slice(0, listed);
  const rows = await Promise.all(all.map((broadcast) => listRow(ports, broadcast)));
  return say('list', cards().list(rows, data(), lang), false);
}

async function listRow({ ledger, rules }: ChatPorts, broadcast: Broadcast): Promise<BroadcastListRow> {
  const { id, content, state, updatedAt } = broadcast;
  const title = (content.ja ?? content.en)?.title ?? '';
  const isUnderWay = (await countUnderWay(ledger, broadcast)) > 0;
  return { id, title, state: shownState(state, isUnderWay), changedAt: localTime(updatedAt, rules.timeZone) };
}

/** As many as a card has room for. */
const shownUnreached = 20;

/** A page of those whom a broadcast does not reach: as things stand before it goes out, afterwards as it has gone. */
export async function unreachedCard(
  ports: ChatPorts,
  broadcast: Broadcast,
  request: { readonly stage: number | null; readonly page: number },
  lang: Lang,
): Promise<CardMessage> {
  const { sources, ledger, now, cards, data } = ports;
  const start = request.page * shownUnreached;
  const part = { start, limit: shownUnreached };
  const stages = stagesOf(broadcast);
  // The card may be older than the release.
  const stage = isOut(broadcast.state) ? Math.min(request.stage ?? 0, stages.length - 1) : null;
  const { count, items } =
    stage === null
      ? await unreachable(broadcast, sources, part, now())
      : await notReached(stages[stage]!, ledger, part);
  const view = {
    id: broadcast.id,
    stage,
    kind: stages[stage ?? 0]!.kind,
    page: request.page,
    start,
    count,
    recipients: await nameUnreached(ports, items, lang),
  };
  return cards().unreached(view, data(), lang);
}
