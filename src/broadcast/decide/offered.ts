import { type Actor, can, type Permission } from '../../access/roles.ts';
import type { Broadcast } from './broadcast.ts';
import { type Circumstances, type Command, decideCommand, isOpen, isOut } from './decide-command.ts';
import type { CommandRefusal } from './refusals.ts';

/** What can be done with one press, without anything to fill in. */
const plainCommands = {
  submit: { do: 'submit' },
  approve: { do: 'approve' },
  refuse: { do: 'refuse', reason: '', name: null },
  delete: { do: 'delete', confirmed: false },
  deleteConfirmed: { do: 'delete', confirmed: true },
  unschedule: { do: 'unschedule' },
  cancel: { do: 'cancel' },
  resendFailed: { do: 'resend', of: 'failed' },
  resendUnknown: { do: 'resend', of: 'unknown' },
  letBe: { do: 'letBe' },
  approveCorrection: { do: 'approveCorrection' },
  refuseCorrection: { do: 'refuseCorrection', reason: '', name: null },
  withdrawCorrection: { do: 'withdrawCorrection' },
  recall: { do: 'recall', confirmed: false },
  recallConfirmed: { do: 'recall', confirmed: true },
  remind: { do: 'remind' },
} as const satisfies Record<string, Command>;
export type PlainCommand = keyof typeof plainCommands;
export const plainCommandNames = Object.keys(plainCommands) as readonly PlainCommand[];

/** The command that a press of it is, with the reason that stands beside the button and the name of who presses. */
export function commandOf(name: PlainCommand, reason: string, by: string | null): Command {
  const command = plainCommands[name];
  return 'reason' in command ? { ...command, reason, name: by } : command;
}

/** What a card offers for a broadcast; each has its text. */
export type OfferedCommand =
  PlainCommand | 'edit' | 'copy' | 'test' | 'sendNow' | 'schedule' | 'confirm' | 'correction' | 'report';

/** In the order of a card. */
const offers: readonly OfferedCommand[] = [
  'approve',
  'refuse',
  'approveCorrection',
  'refuseCorrection',
  'submit',
  'sendNow',
  'schedule',
  'edit',
  'unschedule',
  'cancel',
  'resendFailed',
  'resendUnknown',
  'letBe',
  'correction',
  'withdrawCorrection',
  'recall',
  'remind',
  'test',
  'report',
  'copy',
  'delete',
];

/** These depend on the time, or on what is filled in or answered next. */
const untilPressed: ReadonlySet<CommandRefusal> = new Set([
  'nothingChanged',
  'quietHours',
  'tooMany',
  'nobody',
  'excludedUnknown',
  'audienceUntold',
  'pictureHost',
  'needsConfirmation',
  'confirmRecall',
  'confirmDelete',
  'noReason',
]);

/** What takes the place of a button that has asked whether it is meant. */
const confirmations: Partial<Record<CommandRefusal, readonly [OfferedCommand, OfferedCommand]>> = {
  needsConfirmation: ['sendNow', 'confirm'],
  confirmRecall: ['recall', 'recallConfirmed'],
  confirmDelete: ['delete', 'deleteConfirmed'],
};

/** What this person may do with a broadcast now, by the rules of {@link decideCommand}. */
export function allowedCommands(
  broadcast: Broadcast,
  actor: Actor,
  circumstances: Circumstances,
  refused: string | null,
): readonly OfferedCommand[] {
  const [asked, confirmation] = confirmations[refused as CommandRefusal] ?? [];
  return offers
    .filter((name) => refusalOf(name, broadcast, actor, circumstances) === null)
    .map((name) => (name === asked ? confirmation! : name));
}

/** Why it is not offered to this person now; null: it is. */
export function refusalOf(
  name: OfferedCommand,
  broadcast: Broadcast,
  actor: Actor,
  circumstances: Circumstances,
): CommandRefusal | null {
  switch (name) {
    case 'copy':
      return refusalWithout(actor, 'compose');
    case 'test':
      return refusalWithout(actor, 'compose') ?? (isOpen(broadcast.state) ? null : 'wrongState');
    case 'report':
      return (
        refusalWithout(actor, toExport(actor, broadcast)) ?? (isOut(broadcast.state) ? null : 'wrongState')
      );
    default: {
      const { version } = broadcast;
      const decision = decideCommand(broadcast, probe(name, broadcast), actor, { ...circumstances, version });
      return decision.ok || untilPressed.has(decision.refusal) ? null : decision.refusal;
    }
  }
}

function refusalWithout({ roles }: Actor, permission: Permission): 'noRole' | null {
  return can(roles, permission) ? null : 'noRole';
}

/** An author's own report, or an admin's view of everything. */
export function toExport({ id }: Actor, broadcast: Broadcast | null): Permission {
  return broadcast?.authorId === id ? 'compose' : 'readAudit';
}

/** The command that it comes to, as far as it is known before anything is filled in. */
function probe(
  name: Exclude<OfferedCommand, 'copy' | 'test' | 'report'>,
  { content, audience }: Broadcast,
): Command {
  switch (name) {
    case 'edit':
      return { do: 'save', content, audience };
    case 'correction':
      return { do: 'correct', content };
    case 'sendNow':
    case 'schedule':
    case 'confirm':
      return { do: 'send', sendAt: null, confirmed: null };
    default:
      return plainCommands[name];
  }
}
