import type { MakeDownload } from '../../chat/download.ts';
import { findActor } from '../../access/actor.ts';
import { auditCsv } from '../../access/audit/audit.ts';
import { basisFor, can, type KnownActor } from '../../access/roles.ts';
import { type Download, fileName, offerDownload } from '../../cards/file-cards.ts';
import type { CardMessage } from '../../cards/message.ts';
import { titleIn } from '../decide/content.ts';
import type { Lang } from '../../question/answer.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import { toExport } from '../decide/offered.ts';
import { timeAt } from '../../calendar/zone.ts';
import { slicesOf } from '../../text/pages.ts';
import { reportCsv } from '../jobs/report.ts';
import { type BroadcastAnswer, denied, refuse, say } from './answers.ts';
import type { ChatPorts } from './ports.ts';

/** What offers call a broadcast's report by, of the broadcast with the id that is their subject. */
const REPORT_FILE = 'broadcastReport';
/** What offers call the audit trail by. */
const TRAIL_FILE = 'audit';

/** Of a hundred KB or so. */
const piecesAtOnce = 16;

/** Asks the person to take the report of a broadcast, or with null the audit trail. */
export async function offerReport(
  ports: ChatPorts,
  actor: KnownActor,
  broadcast: Broadcast | null,
  lang: Lang,
): Promise<BroadcastAnswer> {
  const made = await makeFile(ports, actor, broadcast, lang);
  if ('message' in made) return made;
  const file = broadcast ? REPORT_FILE : TRAIL_FILE;
  return say('offer', offerDownload(made, { lang, file, subject: broadcast?.id ?? '' }), false);
}

/** The makers of both, for who may have them now. */
export function reportDownloads(ports: ChatPorts): ReadonlyMap<string, MakeDownload> {
  const make =
    (isReport: boolean): MakeDownload =>
    async (id, lang, { personId }) => {
      const broadcast = isReport ? await ports.store.get(id) : null;
      const isGone = isReport && (!broadcast || broadcast.state === 'deleted');
      const made = isGone
        ? refuse(ports, 'gone', lang)
        : await makeFile(ports, await findActor(personId, ports), broadcast, lang);
      return 'message' in made ? { refusal: made.message as CardMessage } : made;
    };
  return new Map([
    [REPORT_FILE, make(true)],
    [TRAIL_FILE, make(false)],
  ]);
}

/** The file, or the refusal of somebody who may not have it. */
async function makeFile(
  ports: ChatPorts,
  actor: KnownActor,
  broadcast: Broadcast | null,
  lang: Lang,
): Promise<Download | BroadcastAnswer> {
  const { store, cards, data, now, rules } = ports;
  const permission = toExport(actor, broadcast);
  const tried = { action: 'export', subject: broadcast?.id ?? '', needed: permission };
  if (!can(actor.roles, permission)) return await denied(ports, actor, tried, lang);
  const bytes = () =>
    whole(broadcast ? reportCsv(ports, broadcast, cards.reportWords(lang, rules.timeZone)) : auditCsv(store));
  const { name, description } = cards.fileWords(broadcast && titleIn(broadcast.content, lang), lang);
  return {
    name: fileName(name, timeAt(now(), rules.timeZone).replace(':', ''), 'csv'),
    description,
    bytes: await bytes(),
    ...(broadcast === null && { bytesOnceNoted: bytes }),
    by: basisFor(actor, permission),
    otherwise: cards.fileNotStored(broadcast?.id ?? null, data(), lang),
  };
}

/** Put together piece by piece: tens of MB at once would hold up the turns. */
async function whole(csv: AsyncIterable<string>): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of csv) pieces.push(Buffer.from(piece));
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for await (const some of slicesOf(pieces, piecesAtOnce))
    for (const piece of some) {
      bytes.set(piece, at);
      at += piece.length;
    }
  return bytes;
}
