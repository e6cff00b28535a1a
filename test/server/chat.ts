import { expect } from '@jest/globals';
import {
  fileConsent,
  invoke,
  personalMessage,
  type Scene,
  scene,
  sendToBot,
  type TeamsActivity,
} from '../simulator/teams.ts';
import type { Harness } from './harness.ts';

/** Of cards and answers as they come: what is missing fails the test by itself. */
export type Loose = ReturnType<typeof JSON.parse>;

export interface Card {
  readonly id: string;
  readonly card: Loose;
  readonly json: string;
}

/** The data of the button whose title begins so. */
export function buttonData(card: unknown, title: string): Record<string, Loose> {
  const found: Record<string, Loose>[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      const { type, title: words, data } = node as Record<string, Loose>;
      if (type === 'Action.Execute' && typeof words === 'string' && words.startsWith(title)) found.push(data);
      Object.values(node).forEach(walk);
    }
  };
  walk(card);
  if (!found[0]) throw new Error(`no button ${title} in ${JSON.stringify(card).slice(0, 3000)}`);
  return found[0];
}

/** Until it holds, looked at so many times. */
export async function until(holds: () => boolean | Promise<boolean>, most = 8000): Promise<void> {
  for (let tries = 0; tries < most; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`never came about: ${holds.toString()}`);
}

/**
 * People's own chats with the bot that runs at the moment, over HTTP as Teams has them; with a channel: what they say and
 * press in a thread of it.
 */
export function createChat(
  bot: () => Pick<Harness, 'url' | 'simulator'>,
  channel: { readonly id: string; readonly teamId: string } | null = null,
) {
  let calls = 0;
  const chatOf = (person: string): string => (channel === null ? `a:${person}` : `${channel.id};messageid=1`);
  const inChannel = ({ tenantId }: Scene) =>
    channel && {
      conversation: { isGroup: true, conversationType: 'channel', tenantId, id: chatOf('') },
      channelData: { channel: { id: channel.id }, team: { id: channel.teamId }, tenant: { id: tenantId } },
    };

  /** Sends any activity from a person's own chat, with an id of its own; returns the HTTP answer. */
  async function sends(person: string, make: (where: Scene, id: string) => TeamsActivity, locale = 'ja-JP') {
    calls += 1;
    const { url, simulator } = bot();
    const where = scene(simulator.url, { aadObjectId: person, userId: `29:${person}`, locale });
    const activity = make(where, `${channel === null ? 'm' : 'c'}${calls}`);
    const conversation = { ...(activity['conversation'] as object), id: chatOf(person) };
    return await sendToBot(url, { ...activity, conversation, ...inChannel(where) });
  }

  /** The last message in a person's chat, as it was sent. */
  const lastMessage = (person: string) => bot().simulator.connector.posts(chatOf(person)).at(-1)!;

  /** What stands in a person's chat, oldest first. */
  const cards = (person: string): readonly Card[] =>
    bot()
      .simulator.connector.posts(chatOf(person))
      .map(({ id, activity }) => {
        const card: Loose = (activity as Loose).attachments[0].content;
        return { id, card, json: JSON.stringify(card) };
      });
  const lastCard = (person: string): Card => cards(person).at(-1)!;

  /** Presses a button with data of the test's own making. */
  async function pressesData(person: string, cardId: string, data: Record<string, unknown>): Promise<Card> {
    const value = { action: { type: 'Action.Execute', verb: 'x', data }, trigger: 'manual' };
    const { status, body } = await sends(person, (where, id) => ({
      ...invoke(where, id, 'adaptiveCard/action', value),
      replyToId: cardId,
    }));
    expect(status).toBe(200);
    const answer: Loose = (body as Loose).value;
    if (typeof answer === 'string') return lastCard(person);
    bot().simulator.connector.place(chatOf(person), cardId, { attachments: [{ content: answer }] });
    return { id: cardId, card: answer, json: JSON.stringify(answer) };
  }

  return {
    sends,
    lastMessage,
    cards,
    lastCard,
    pressesData,

    /** Writes to the bot; returns the card that it answers with. */
    says: async (person: string, text: string, locale?: string): Promise<Card> => {
      await sends(person, (where, id) => personalMessage(where, id, text), locale);
      return lastCard(person);
    },

    /** Presses a button of a card, with what is filled in; returns the card that is there then, its own or a new one. */
    presses: async (
      person: string,
      on: { readonly id: string; readonly card: unknown },
      title: string,
      inputs: Record<string, unknown> = {},
    ): Promise<Card> => await pressesData(person, on.id, { ...buttonData(on.card, title), ...inputs }),

    /** Opens or submits a dialog; returns what the client is told to show. */
    inDialog: async (person: string, name: string, data: Record<string, unknown>): Promise<Loose> => {
      const value = { data, context: { theme: 'default' } };
      const { status, body } = await sends(person, (where, id) => invoke(where, id, name, value));
      expect(status).toBe(200);
      return (body as Loose).task;
    },

    /** Takes the file that the last message offers, or does not, or cannot; what there is of it then. */
    takes: async (person: string, how: 'yes' | 'no' | 'full' = 'yes'): Promise<Buffer | null> => {
      const { id: offerId, activity } = lastMessage(person);
      const { name, content }: Loose = (activity as Loose).attachments[0];
      const { files, url } = bot().simulator;
      const offered = { id: offerId, name, context: content.acceptContext };
      const room = how === 'no' ? null : url + files.openSession(name);
      if (how === 'full') files.failNext(507, 507, 507, 507);
      const { status } = await sends(person, (where, id) => fileConsent(where, id, offered, room));
      expect(status).toBe(200);
      return files.stored(name);
    },
  };
}
