/** Why a command on a broadcast is refused; each has its text. */
export type CommandRefusal =
  | 'noRole'
  | 'stale'
  | 'notYours'
  | 'ownApproval'
  | 'authorsGrant'
  | 'wrongState'
  | 'notApproved'
  | 'quietHours'
  | 'tooMany'
  | 'nobody'
  | 'excludedUnknown'
  | 'inThePast'
  | 'tooFar'
  | 'needsConfirmation'
  | 'confirmRecall'
  | 'confirmDelete'
  | 'noReason'
  | 'stillSending'
  | 'nothingToDo'
  | 'nothingChanged'
  | 'noAcknowledgement';

/** Why something was not done; each has its text. */
export type BroadcastRefusal =
  | CommandRefusal
  | FileRefusal
  | 'unsure'
  | 'gone'
  | 'invalid'
  | 'personalOnly'
  | 'unavailable'
  | 'noPerson'
  | 'outsiderRole'
  | 'noRecipient'
  | 'badTime';

/** Why a file that was sent is not used; each has its text. */
type FileRefusal =
  | 'fileNoRole'
  | 'filePersonalOnly'
  | 'fileUnreadable'
  | 'fileOne'
  | 'fileType'
  | 'fileNotAllowed'
  | 'fileGone'
  | 'fileTooLarge'
  | 'fileUnreachable'
  | 'fileEmpty'
  | 'fileNoPeople'
  | 'fileTooMany'
  | 'fileTooHard'
  | 'uploadGone'
  | 'tooManySources';

/** What has come of a command, or is wanted; each has its text. */
export type BroadcastNote =
  | 'saved'
  | 'copied'
  | 'fromTemplate'
  | 'alreadyCopied'
  | 'approvalAsked'
  | 'nobodyToAsk'
  | 'askedForLater'
  | 'approved'
  | 'approvedNow'
  | 'refused'
  | 'refusedNow'
  | 'released'
  | 'scheduled'
  | 'cancelled'
  | 'resent'
  | 'settled'
  | 'correctionAsked'
  | 'correctionWanted'
  | 'correctionApproved'
  | 'correctionRefused'
  | 'correctionWithdrawn'
  | 'correcting'
  | 'recalling'
  | 'reminding'
  | 'testing'
  | 'deleted'
  | 'unscheduled'
  | 'approvalWanted'
  | 'audienceGrown'
  | 'held';
