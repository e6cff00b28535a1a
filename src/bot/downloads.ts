import { type Allowance, createAllowance } from '../chat/allowance.ts';
import type { MakeDownload } from '../chat/download.ts';
import { z } from 'zod';
import type { AuditEntry } from '../access/audit/audit.ts';
import type { FileTransfer } from '../broadcast/file-ports.ts';
import { boardCard } from '../cards/board.ts';
import type { CardData } from '../cards/cards.ts';
import { fileMessage, OfferedDownload, StoredFile } from '../cards/file-cards.ts';
import type { CardKit } from '../cards/load.ts';
import type { Lang } from '../question/answer.ts';
import type { FileConsentTurn } from '../teams/turn.ts';
import { type RolesOf, visitorOf } from './chats.ts';
import { consented, type Decision, say } from './decide.ts';
import type { StatefulDecide } from './stateful.ts';

export interface DownloadServices {
  /** By the name that offers call them by. */
  readonly makers: ReadonlyMap<string, MakeDownload>;
  readonly files: Pick<FileTransfer, 'upload'>;
  readonly kit: CardKit;
  readonly data: () => CardData;
  readonly audit: (entry: AuditEntry) => Promise<void>;
  readonly rolesOf: RolesOf;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** Each is an entry or two of the audit trail: more than so many in ten minutes is nobody's wish. */
const mostDownloads = 20;
const downloadsWindowMs = 10 * 60_000;

const RoomForFile = StoredFile.extend({ uploadUrl: z.string().max(8000) });

const Consent = z.discriminatedUnion('action', [
  z.looseObject({ action: z.literal('accept'), context: OfferedDownload, uploadInfo: RoomForFile }),
  z.looseObject({ action: z.literal('decline'), context: OfferedDownload }),
]);

/** Answers to the offers of features' files: made anew, for whoever answers, and put where Teams has made room. */
export function decideDownloads(services: DownloadServices): StatefulDecide {
  const allowance = createAllowance({ most: mostDownloads, windowMs: downloadsWindowMs, now: services.now });
  return async (turn) => {
    if (turn.kind !== 'fileConsent') return null;
    const consent = Consent.safeParse(turn.value).data;
    if (!consent) return noted(services, turn, 'unreadable', turn.lang);
    const { lang } = consent.context;
    if (consent.action === 'decline') return noted(services, turn, 'declined', lang);
    try {
      return await handOver({ ...services, allowance }, turn, consent.context, consent.uploadInfo);
    } catch (error) {
      services.onError(error);
      return noted(services, turn, 'failed', lang);
    }
  };
}

async function handOver(
  {
    makers,
    files,
    audit,
    rolesOf,
    now,
    allowance,
    ...services
  }: DownloadServices & { readonly allowance: Allowance },
  turn: FileConsentTurn,
  { file, subject, lang }: OfferedDownload,
  room: z.infer<typeof RoomForFile>,
): Promise<Decision> {
  const visitor = await visitorOf(turn, null, rolesOf);
  if (!allowance.take(visitor.personId)) return noted(services, turn, 'failed', lang);
  const made = await makers.get(file)?.(subject, lang, visitor);
  if (!made) return noted(services, turn, 'gone', lang);
  if ('refusal' in made) return consented(say('download refused', made.refusal), turn);
  const { bytes, bytesOnceNoted, by, otherwise } = made;
  const to = new URL(room.contentUrl).host;
  const entry = (action: string): AuditEntry => ({
    at: now(),
    actor: visitor.personId,
    action,
    subject,
    detail: { what: file, to, stored: room.uniqueId, ...(by && { by }) },
  });
  // Before it leaves: afterwards nobody could be sure to write it down.
  await audit(entry('export'));
  const content = (await bytesOnceNoted?.()) ?? bytes;
  if (await files.upload(room.uploadUrl, content)) return consented(say('download', fileMessage(room)), turn);
  await audit(entry('exportFailed'));
  return otherwise
    ? consented(say('download failed', otherwise), turn)
    : noted(services, turn, 'failed', lang);
}

/** What has come of a file that was offered, where it is not the file. */
function noted(
  { kit, data }: Pick<DownloadServices, 'kit' | 'data'>,
  turn: FileConsentTurn,
  what: 'unreadable' | 'declined' | 'failed' | 'gone',
  lang: Lang,
): Decision {
  const message = boardCard(
    kit,
    { headline: kit.say[lang](`file.note.${what}`) },
    kit.contextOf(data(), lang),
  );
  return consented(say(`download ${what}`, message), turn);
}
