import type { Actor } from '../../access/roles.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import type { CardNotes } from '../cards/base-model.ts';
import type { BroadcastDetailView, BroadcastProgressView } from '../cards/view.ts';
import { type Broadcast, stagesOf } from '../decide/broadcast.ts';
import { type Circumstances, isOut } from '../decide/decide-command.ts';
import { allowedCommands } from '../decide/offered.ts';
import { timeAt } from '../../calendar/zone.ts';
import { type BroadcastAnswer, say } from './answers.ts';
import { viewAudience } from '../compose/audience-view.ts';
import { findApprovers } from './approvers.ts';
import type { ChatPorts } from './ports.ts';
import { createProgressReader } from '../jobs/progress-view.ts';
import { postViews, sizeOf } from '../compose/views.ts';

/** A broadcast as its author or approver sees it now, with what they may do. */
export interface ControlCard {
  card(broadcast: Broadcast, reader: Actor, notes: CardNotes, lang: Lang): Promise<CardMessage>;
  /** The same in the place of the pressed card. */
  show(broadcast: Broadcast, reader: Actor, notes: CardNotes, lang: Lang): Promise<BroadcastAnswer>;
}

export function createControlCard(ports: ChatPorts): ControlCard {
  const { ledger, store, rules, now } = ports;
  const readProgress = createProgressReader(ledger);

  async function progressOf(broadcast: Broadcast): Promise<readonly BroadcastProgressView[]> {
    if (!isOut(broadcast.state)) return [];
    return await Promise.all(stagesOf(broadcast).map((stage) => readProgress(stage, now())));
  }

  async function card(
    broadcast: Broadcast,
    reader: Actor,
    notes: CardNotes,
    lang: Lang,
  ): Promise<CardMessage> {
    const { id, version, state, content, correction, rejection, sendAt } = broadcast;
    const data = ports.data();
    const progress = await progressOf(broadcast);
    const audience = isOut(state) ? null : await viewAudience(ports, broadcast.audience, lang);
    const circumstances: Circumstances = {
      rules,
      now: now(),
      version,
      jobKey: '',
      releasedToday: 0,
      isAuthorsGrant: false,
      reachable: audience?.reachable ?? 0,
      untold: [],
      excludedUnknown: 0,
      underWay: progress.reduce((count, { remaining }) => count + remaining, 0),
      failed: progress[0]?.failed ?? 0,
      unknown: progress[0]?.unknown ?? 0,
      sent: progress[0]?.sent ?? 0,
      standing: progress.reduce(
        (count, { kind, sent, withoutId }) => count + (sent - withoutId) * (postsOf[kind] ?? 0),
        0,
      ),
      outOfReach: 0,
    };
    const view = {
      id,
      version,
      state,
      author: broadcast.authorName ?? broadcast.authorId,
      posts: postViews(broadcast, { note: null }, ports),
      correction: correction
        ? postViews({ ...broadcast, content: correction }, { note: 'corrected' }, ports)
        : [],
      standing: circumstances.standing,
      rejection: rejection && { name: rejection.name ?? rejection.by, reason: rejection.reason },
      approvers: await approversOf(ports, broadcast),
      audience,
      size: sizeOf(broadcast, ports),
      sendAt: sendAt === null ? null : timeAt(sendAt, rules.timeZone),
      zone: rules.timeZone,
      progress,
      pausedFor: ports.pausedFor?.() ?? null,
      acknowledged: isOut(state) && content.acknowledge ? await store.acknowledgements(id) : null,
      buttons: allowedCommands(broadcast, reader, circumstances, notes.refusal ?? null),
    };
    return ports.cards.detail(view, notes, data, lang);
  }

  return {
    card,
    async show(broadcast, reader, notes, lang) {
      const message = await card(broadcast, reader, notes, lang);
      return say(notes.refusal ? `refused ${notes.refusal}` : (notes.note ?? 'open'), message, true);
    },
  };
}

const shownApprovers = 5;

/** Who is asked, by name, while something waits for approval. */
async function approversOf(
  ports: ChatPorts,
  broadcast: Broadcast,
): Promise<BroadcastDetailView['approvers']> {
  if (broadcast.state !== 'submitted' && broadcast.correction === null) return { now: [], later: [] };
  const { now, later } = await findApprovers(ports, broadcast.authorId);
  return { now: await namesOf(ports, now), later: await namesOf(ports, later) };
}

async function namesOf({ sources }: ChatPorts, ids: readonly string[]): Promise<readonly string[]> {
  const shown = ids.slice(0, shownApprovers);
  const known = await sources.reach.getMany(shown.map((id) => `person:${id}`));
  return shown.map((id) => known.get(`person:${id}`)?.name ?? id);
}

/** What each delivery of a kind adds to the posts that stand. */
const postsOf: Partial<Record<BroadcastProgressView['kind'], number>> = { post: 1, reminder: 1, recall: -1 };
