/** What can be done with one press, without anything to fill in. */
export const plainCommands = [
  'submit',
  'approve',
  'refuse',
  'delete',
  'unschedule',
  'cancel',
  'resendFailed',
  'resendUnknown',
  'letBe',
  'approveCorrection',
  'refuseCorrection',
  'withdrawCorrection',
  'recall',
  'recallConfirmed',
  'remind',
] as const;
export type PlainCommand = (typeof plainCommands)[number];

/** What a card offers for a broadcast; each has its text. */
export type OfferedCommand =
  PlainCommand | 'edit' | 'copy' | 'test' | 'send' | 'confirm' | 'correction' | 'report';
