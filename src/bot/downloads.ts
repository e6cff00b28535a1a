import { z } from 'zod';
import type { AuditEntry } from '../access/audit/audit.ts';
import type { FileTransfer } from '../broadcast/file-ports.ts';
import { fileMessage, type MakeDownload, OfferedDownload, StoredFile } from '../cards/file-cards.ts';
import type { CardMessage } from '../cards/message.ts';
import type { Lang } from '../question/answer.ts';
import { consented, say } from './decide.ts';
import { visitorOf } from './chats.ts';
import type { StatefulDecide } from './stateful.ts';

/** What has come of a file that was offered. */
type DownloadNote = 'declined' | 'failed' | 'gone';

export interface DownloadParts {
  /** By the name that offers call them by. */
  readonly makers: ReadonlyMap<string, MakeDownload>;
  readonly files: Pick<FileTransfer, 'upload'>;
  readonly note: (what: DownloadNote, lang: Lang) => CardMessage;
  readonly audit: (entry: AuditEntry) => Promise<void>;
  readonly isHr: (objectId: string) => Promise<boolean>;
  /** Epoch ms. */
  readonly now: () => number;
}

const Consent = z.discriminatedUnion('action', [
  z.looseObject({
    action: z.literal('accept'),
    context: OfferedDownload,
    uploadInfo: StoredFile.extend({ uploadUrl: z.string().max(8000) }),
  }),
  z.looseObject({ action: z.literal('decline'), context: OfferedDownload }),
]);

/** Answers to the offers of features' files: made anew, for whoever answers, and put where Teams has made room. */
export function decideDownloads(parts: DownloadParts): StatefulDecide {
  const { makers, files, note, audit, isHr, now } = parts;
  return async (turn) => {
    if (turn.kind !== 'fileConsent') return null;
    const consent = Consent.safeParse(turn.value).data;
    const make = consent && makers.get(consent.context.file);
    if (!consent || !make) return null;
    const { file, subject, lang } = consent.context;
    const noted = (what: DownloadNote) => consented(say(`download ${what}`, note(what, lang)), turn);
    if (consent.action === 'decline') return noted('declined');
    const visitor = await visitorOf(turn, null, isHr);
    const made = await make(subject, lang, visitor);
    if (!made) return noted('gone');
    const entry = (action: string): AuditEntry => ({
      at: now(),
      actor: visitor.personId,
      action,
      subject,
      detail: { what: file, to: new URL(consent.uploadInfo.contentUrl).host },
    });
    // Before it leaves: afterwards nobody could be sure to write it down.
    await audit(entry('export'));
    if (await files.upload(consent.uploadInfo.uploadUrl, made.bytes))
      return consented(say('download', fileMessage(consent.uploadInfo)), turn);
    await audit(entry('exportFailed'));
    return noted('failed');
  };
}
