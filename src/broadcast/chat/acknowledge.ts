import type { Lang } from '../../question/answer.ts';
import type { Content } from '../../delivery/ports.ts';
import type { BroadcastAction } from '../cards/actions.ts';
import { type BroadcastAnswer, done, refuse, say } from './answers.ts';
import type { ChatPorts } from './ports.ts';
import type { RequestOrigin } from './services.ts';

type Pressed = Extract<BroadcastAction, { do: 'broadcast.acknowledge' }>;

/** Notes that a reader has confirmed a broadcast; the pressed card says so from then on. */
export async function acknowledge(
  ports: ChatPorts,
  { id, of, lang }: Pressed,
  { recipientId, channelId }: RequestOrigin,
): Promise<BroadcastAnswer> {
  const { store, render, now } = ports;
  const broadcast = await store.get(id);
  if (of === 'test' && broadcast && broadcast.state !== 'deleted')
    return answered(ports, 'test', render.test(broadcast, 'now'), lang);
  if (broadcast?.state !== 'released' || recipientId === null) return refuse(ports, 'gone', lang);
  if (!broadcast.content.acknowledge) return refuse(ports, 'noAcknowledgement', lang);
  const isFirst = await store.acknowledge(id, recipientId, now(), channelId);
  const isNoted = isFirst || (await store.acknowledged(id, [recipientId])).has(recipientId);
  if (!isNoted) return refuse(ports, 'noRecipient', lang);
  const rendering = of === 'reminder' ? render.reminder : render.post;
  const pressed = isFirst ? 'now' : 'before';
  const answer = answered(ports, pressed, rendering(broadcast, pressed), lang);
  return isFirst ? done(answer) : answer;
}

function answered(
  { cards, data }: ChatPorts,
  pressed: 'now' | 'before' | 'test',
  content: Content,
  lang: Lang,
): BroadcastAnswer {
  const message = cards.acknowledged(pressed, data(), lang);
  const card = content[lang] ?? content.ja ?? content.en;
  return { ...say('acknowledged', message, false), ...(card && { pressed: card }) };
}
