import { LRUCache } from 'lru-cache';
import type { BroadcastDetailView, BroadcastListRow, BroadcastProgressView } from '../cards/view.ts';
import type { DeskNotes } from '../cards/frame.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { DeliveryState } from '../../delivery/ports.ts';
import type { Lang } from '../../question/answer.ts';
import { countAudience, resolveAudience } from '../decide/audience.ts';
import { placeOf } from './choices.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import type { Actor } from '../decide/decide-command.ts';
import type { BroadcastDeskParts } from './desk-parts.ts';
import { can } from '../../access/roles.ts';
import { localTime } from '../decide/rules.ts';
import { postViews, sizeOf } from './views.ts';
import type { OfferedCommand } from '../decide/offered.ts';

/** A broadcast as its author or approver sees it now. */
export interface Details {
  card(broadcast: Broadcast, reader: Actor, notes: DeskNotes, lang: Lang): Promise<CardMessage>;
  row(broadcast: Broadcast): BroadcastListRow;
  /** Deliveries that are still to be sent or on their way, of the broadcast and of all that was done to it. */
  underWay(broadcast: Broadcast): Promise<number>;
}

export function createDetails(parts: BroadcastDeskParts): Details {
  const { ledger, store, sources, rules, now } = parts;
  const seen = new LRUCache<string, Seen>({ max: maxSeen });

  async function progressOf(
    messageId: string,
    kind: BroadcastProgressView['kind'],
  ): Promise<BroadcastProgressView> {
    const { pending, leased, ...counts } = await ledger.counts(messageId);
    const done = counts.sent + counts.failed + counts.unknown + counts.skipped + counts.cancelled;
    const remaining = pending + leased;
    const ratePerSecond = rateOf(seen, messageId, done, remaining, now());
    return {
      kind,
      ...counts,
      planned: done + remaining,
      remaining,
      ratePerSecond,
      secondsLeft: ratePerSecond ? remaining / ratePerSecond : null,
      // Of what is over: a delivery that is tried again still bears its last reason.
      reasons: (await ledger.reasons(messageId)).filter(({ state }) => isOver(state)),
    };
  }

  async function audienceOf(broadcast: Broadcast, lang: Lang): Promise<BroadcastDetailView['audience']> {
    const { audience } = broadcast;
    const { reachable, unreachable } = await countAudience(resolveAudience(audience, sources, now()));
    return {
      sources: await sourceWords(parts, broadcast, lang),
      reachable,
      unreachable: Object.entries(unreachable).map(([reason, count]) => ({ reason, count })),
    };
  }

  return {
    async card(broadcast, reader, notes, lang) {
      const { content, correction, jobs } = broadcast;
      const isOut = broadcast.state === 'released' || broadcast.state === 'recalled';
      const data = parts.data();
      const progress: readonly BroadcastProgressView[] = isOut
        ? await Promise.all([
            progressOf(broadcast.id, 'post'),
            ...jobs.map(({ id, kind }) => progressOf(id, kind)),
          ])
        : [];
      const view: BroadcastDetailView = {
        id: broadcast.id,
        version: broadcast.version,
        state: broadcast.state,
        author: broadcast.authorName ?? broadcast.authorId,
        posts: postViews(broadcast, null, data),
        correction: correction ? postViews({ id: broadcast.id, content: correction }, 'corrected', data) : [],
        sent: progress[0]?.sent ?? 0,
        audience: isOut ? null : await audienceOf(broadcast, lang),
        size: sizeOf(broadcast, parts.cards(), data),
        sendAt:
          broadcast.sendAt === null
            ? null
            : `${localTime(broadcast.sendAt, rules.timeZone)} (${rules.timeZone})`,
        zone: rules.timeZone,
        progress,
        acknowledged: isOut && content.acknowledge ? await store.acknowledgements(broadcast.id) : null,
        buttons: buttonsOf(broadcast, reader, progress, notes),
      };
      return parts.cards().detail(view, notes, data, lang);
    },

    row: ({ id, content, state, updatedAt }) => ({
      id,
      title: (content.ja ?? content.en)?.title ?? '',
      state,
      changedAt: localTime(updatedAt, rules.timeZone),
    }),

    async underWay({ id, jobs }) {
      let count = 0;
      for (const messageId of [id, ...jobs.map((job) => job.id)]) {
        const { pending, leased } = await ledger.counts(messageId);
        count += pending + leased;
      }
      return count;
    },
  };
}

function isOver(state: DeliveryState): boolean {
  return state === 'failed' || state === 'unknown' || state === 'skipped';
}

interface Seen {
  readonly at: number;
  readonly done: number;
  readonly ratePerSecond: number | null;
}

/** Shorter than this the difference says nothing. */
const rateWindowMs = 2000;
const maxSeen = 1000;

/** Between the last two looks at a message. */
function rateOf(
  seen: LRUCache<string, Seen>,
  messageId: string,
  done: number,
  remaining: number,
  now: number,
): number | null {
  const last = seen.get(messageId);
  if (remaining === 0) {
    seen.delete(messageId);
    return null;
  }
  if (last && now - last.at < rateWindowMs) return last.ratePerSecond;
  const ratePerSecond = last && done > last.done ? ((done - last.done) * 1000) / (now - last.at) : null;
  seen.set(messageId, { at: now, done, ratePerSecond });
  return ratePerSecond;
}

async function sourceWords(
  { cards, sources }: BroadcastDeskParts,
  { audience }: Broadcast,
  lang: Lang,
): Promise<readonly string[]> {
  const words: string[] = [];
  for (const source of audience.include) {
    switch (source.who) {
      case 'allPeople':
        words.push(cards().source({ who: 'people' }, lang));
        break;
      case 'allChannels':
        words.push(cards().source({ who: 'channels' }, lang));
        break;
      case 'peopleOf':
      case 'channelsOf':
        for (const teamId of source.teamIds) {
          const team = (await sources.reach.get(`team:${teamId}`))?.name ?? teamId;
          words.push(cards().source({ who: source.who, team }, lang));
        }
        break;
      case 'channels':
        for (const id of source.ids) {
          const place = await placeOf(id, sources.reach);
          if (place?.who === 'channel') words.push(cards().source(place, lang));
        }
        break;
      case 'list':
        words.push(cards().source({ who: 'list', count: source.people.length }, lang));
        break;
      case 'upload': {
        const { name, count } = source;
        words.push(cards().source({ who: 'upload', name, count }, lang));
      }
    }
  }
  if (audience.exclude.length > 0)
    words.push(cards().source({ who: 'exclude', count: audience.exclude.length }, lang));
  for (const { name, count } of audience.excludeUploads ?? [])
    words.push(cards().source({ who: 'without', name, count }, lang));
  return words;
}

/** What is worth pressing; whether it may be done is decided when it is pressed. */
function buttonsOf(
  broadcast: Broadcast,
  reader: Actor,
  progress: readonly BroadcastProgressView[],
  notes: DeskNotes,
): readonly OfferedCommand[] {
  if (broadcast.authorId !== reader.id) return othersButtons(broadcast, reader, progress, notes);
  switch (broadcast.state) {
    case 'draft':
      return ['submit', 'edit', 'test', 'copy', 'delete'];
    case 'submitted':
      return ['edit', 'test', 'copy', 'delete'];
    case 'approved':
      return [notes.refusal === 'needsConfirmation' ? 'confirm' : 'send', 'edit', 'test', 'copy', 'delete'];
    case 'scheduled':
      return ['unschedule', 'copy'];
    case 'released':
      return [...afterwards(broadcast, progress, notes), 'report', 'copy'];
    case 'recalled':
      return ['report', 'copy'];
    default:
      return ['copy'];
  }
}

function othersButtons(
  broadcast: Broadcast,
  reader: Actor,
  progress: readonly BroadcastProgressView[],
  notes: DeskNotes,
): readonly OfferedCommand[] {
  const mayApprove = can(reader.roles, 'approve');
  if (broadcast.state === 'submitted' && mayApprove) return ['approve', 'refuse'];
  const isAdmin = reader.roles.has('admin');
  if (broadcast.state === 'recalled' && isAdmin) return ['report'];
  if (broadcast.state !== 'released') return [];
  const helping: readonly OfferedCommand[] = isAdmin
    ? [...afterwards(broadcast, progress, notes), 'report']
    : [];
  return [
    ...(broadcast.correction !== null && mayApprove
      ? (['approveCorrection', 'refuseCorrection'] as const)
      : []),
    ...helping.filter((button) => !authorsOwn.has(button)),
  ];
}

/** What an admin does not do in somebody else's name. */
const authorsOwn: ReadonlySet<OfferedCommand> = new Set(['correction', 'withdrawCorrection', 'remind']);

function afterwards(
  { content, correction, unknownsSettledBy }: Broadcast,
  progress: readonly BroadcastProgressView[],
  { refusal }: DeskNotes,
): readonly OfferedCommand[] {
  const [post] = progress;
  if (progress.some(({ remaining }) => remaining > 0)) return ['cancel'];
  const recall = refusal === 'confirmRecall' ? 'recallConfirmed' : 'recall';
  return [
    ...((post?.failed ?? 0) > 0 ? (['resendFailed'] as const) : []),
    ...((post?.unknown ?? 0) > 0 && unknownsSettledBy === null ? (['resendUnknown', 'letBe'] as const) : []),
    ...((post?.sent ?? 0) > 0
      ? ([correction === null ? 'correction' : 'withdrawCorrection', recall] as const)
      : []),
    ...(content.acknowledge && (post?.sent ?? 0) > 0 ? (['remind'] as const) : []),
  ];
}
