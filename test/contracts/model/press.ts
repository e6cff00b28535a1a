import { randomBytes } from 'node:crypto';
import { findCircumstances } from '../../../src/broadcast/chat/circumstances.ts';
import { stepOf } from '../../../src/broadcast/chat/commands.ts';
import type { AudienceSources } from '../../../src/broadcast/decide/people.ts';
import { type Command, decideCommand } from '../../../src/broadcast/decide/decide-command.ts';
import type { BroadcastRules } from '../../../src/broadcast/decide/settings.ts';
import { type JobPorts, planJobs } from '../../../src/broadcast/jobs/jobs.ts';
import { createTick } from '../../../src/broadcast/jobs/tick.ts';
import type { KnownActor, Role } from '../../../src/access/roles.ts';
import type { BroadcastStore } from '../../../src/broadcast/ports.ts';
import type { Ledger } from '../../../src/delivery/ports.ts';
import type { Recipient } from '../../../src/delivery/recipient.ts';
import { aDraft } from '../../broadcast/drafts.ts';
import { RULES } from '../../broadcast/rules.ts';

/** One person may send what they have written, so often a day. */
const rules: BroadcastRules = { ...RULES, fourEyes: false, perAuthorAndDay: 1 };

/** Whoever is addressed is reached by it: who can be reached is no part of this. */
const everybody = ['a', 'b', 'c'];

export const draftOf = (id: string) => ({
  ...aDraft,
  id,
  audience: { include: [{ who: 'channels' as const, ids: everybody }], exclude: [] },
});

const author: KnownActor = {
  id: aDraft.authorId,
  roles: new Set<Role>(['broadcaster', 'admin']),
  basis: new Map(),
  unsure: new Set(),
};

/** What an instance stores. */
interface Stores {
  readonly ledger: Ledger;
  readonly broadcasts: BroadcastStore;
}

/** An instance as far as broadcasts go, on the ports of one actor. */
export interface Instance {
  /** As the chat does it; `dies` = it ends between the step and its plan. Returns `done`, or why not. */
  press(id: string, command: Command, dies?: boolean): Promise<string>;
  /** What any instance looks after, as long after the last change as it may. */
  tick(): Promise<void>;
}

/** What planning takes. */
export function jobPorts(
  { ledger, broadcasts }: Stores,
  now: () => number,
): JobPorts & { readonly admins: readonly string[] } {
  const render = (title: string) => ({ ja: { summary: title, card: {} } });
  const sources = {
    reach: {
      getMany: (ids: readonly string[]) =>
        Promise.resolve(new Map(ids.map((id) => [id, { id, state: 'active' } as Recipient]))),
    },
  } as unknown as AudienceSources;
  return {
    store: broadcasts,
    ledger,
    sources,
    uploads: { prune: () => Promise.resolve(0) },
    render: {
      post: ({ content }) => render(content.ja!.title),
      reminder: ({ content }) => render(content.ja!.title),
      test: () => render('test'),
      notice: () => render('recalled'),
    },
    rules,
    admins: [],
    now,
    newKey: () => randomBytes(16).toString('hex'),
    onPlanned: () => undefined,
    onError: (error) => {
      throw error;
    },
  };
}

export function instanceOn(actor: Stores, now: () => number): Instance {
  const ports = jobPorts(actor, now);
  const { broadcasts } = actor;
  // So that whatever stands unplanned counts as left, also what another is planning at this moment.
  const pressed = { ...ports, now: () => now() - 61_000 };
  const tick = createTick({
    ...ports,
    actor: () => Promise.resolve(author),
    onHeld: () => Promise.resolve(),
  });
  return {
    tick,
    async press(id, command, dies = false) {
      const broadcast = (await broadcasts.get(id))!;
      const { version } = broadcast;
      const circumstances = await findCircumstances(pressed, broadcast, {
        command,
        version,
        actorId: author.id,
      });
      const decision = decideCommand(broadcast, command, author, circumstances);
      if (!decision.ok) return decision.refusal;
      const { next } = decision;
      const entry = { at: pressed.now(), actor: author.id, action: command.do, subject: id, detail: {} };
      const committed = await broadcasts.commitStep(next, entry, stepOf({ rules }, command, next));
      if (!committed.ok) return committed.refusal;
      if (!dies) await planJobs(pressed, next);
      return 'done';
    },
  };
}
