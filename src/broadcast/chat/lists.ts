import { can, type KnownActor } from '../../access/roles.ts';
import { dateAt } from '../../calendar/zone.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import { pagesOf } from '../../text/pages.ts';
import type { BroadcastAction } from '../cards/actions.ts';
import { shownState } from '../cards/control-card.ts';
import type { BroadcastListRow } from '../cards/view.ts';
import { nameUnreached } from '../compose/audience-view.ts';
import { type Broadcast, type BroadcastState, stagesOf } from '../decide/broadcast.ts';
import { isOut } from '../decide/decide-command.ts';
import { titleIn } from '../decide/content.ts';
import { foundAt, isWanted, readWanted, type Wanted } from '../decide/find.ts';
import { timeAt } from '../../calendar/zone.ts';
import { notReached, unreachable } from '../jobs/unreached.ts';
import { type BroadcastAnswer, say } from './answers.ts';
import { countUnderWay } from './circumstances.ts';
import type { ChatPorts } from './ports.ts';
import type { Asked } from './services.ts';

const listed = 10;

type ListRequest = Extract<BroadcastAction, { do: 'broadcast.list' }>;

/** The same as a search by the words of a message. */
export function inWords(asked: Asked<{ readonly words: string; readonly lang: Lang }>): Asked<ListRequest> {
  const { words, lang } = asked.request;
  const request = {
    v: 1,
    do: 'broadcast.list',
    lang,
    typed: '',
    isSearch: false,
    page: 0,
    isTurned: false,
  } as const;
  return { ...asked, request: { ...request, find: words } };
}

/** A person's own broadcasts and what waits for them, or what their words say of them and of templates. */
export async function list(
  ports: ChatPorts,
  { request, actor, lang }: Asked<ListRequest>,
): Promise<BroadcastAnswer> {
  const { cards, data, now, rules } = ports;
  const find = (request.isSearch ? request.typed : request.find).trim();
  const wanted = readWanted(find, dateAt(now(), rules.timeZone));
  const start = request.isSearch ? 0 : request.page * listed;
  const shown: Broadcast[] = [];
  let count = 0;
  for await (const broadcast of candidates(ports, actor, wanted)) {
    if (!isWanted(broadcast, wanted, dateAt(foundAt(broadcast), rules.timeZone))) continue;
    if (count >= start && shown.length < listed) shown.push(broadcast);
    count += 1;
  }
  const rows = await Promise.all(shown.map((broadcast) => listRow(ports, broadcast, lang)));
  const view = { rows, find, page: Math.floor(start / listed), start, count };
  return say('list', cards.list(view, data(), lang), request.isTurned);
}

/** All of them that this person may see, what waits for them first. */
async function* candidates(
  { store }: ChatPorts,
  actor: KnownActor,
  { state }: Wanted,
): AsyncGenerator<Broadcast> {
  const pages = (filter: { authorId?: string; state?: BroadcastState }) =>
    pagesOf<Broadcast, Pick<Broadcast, 'updatedAt' | 'id'>>(
      (page) => store.list({ ...filter, ...page }),
      (one) => one,
      pageSize,
    );
  const isOthers = ({ authorId }: Broadcast) => authorId !== actor.id;
  if (state === 'template') {
    for await (const page of pages({ state: 'template' })) yield* page;
    return;
  }
  if (can(actor.roles, 'approve')) {
    for await (const page of pages({ state: 'submitted' })) yield* page.filter(isOthers);
    for await (const page of pages({ state: 'released' }))
      yield* page.filter((one) => isOthers(one) && one.correction !== null);
  }
  for await (const page of pages({ authorId: actor.id }))
    yield* page.filter((one) => one.state !== 'template');
}

const pageSize = 100;

async function listRow(
  { ledger, rules }: ChatPorts,
  broadcast: Broadcast,
  lang: Lang,
): Promise<BroadcastListRow> {
  const { id, content, state, correction, rejection } = broadcast;
  const title = titleIn(content, lang);
  const isUnderWay = (await countUnderWay(ledger, broadcast)) > 0;
  return {
    id,
    title,
    state: shownState(state, isUnderWay),
    isCorrectionWaiting: correction !== null,
    sentBackBy: rejection && (rejection.name ?? rejection.by),
    changedAt: timeAt(foundAt(broadcast), rules.timeZone),
  };
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
  return cards.unreached(view, data(), lang);
}
