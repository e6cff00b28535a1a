import type { Lang } from '../../question/answer.ts';
import {
  consentMessage,
  fileMessage,
  fileName,
  type OfferedFile,
  type StoredFile,
} from '../../cards/file-cards.ts';
import { type BroadcastAnswer, denied, refuse, say } from './answers.ts';
import { auditCsv } from '../../access/audit/audit.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import { toExport } from '../decide/offered.ts';
import type { ChatPorts } from './ports.ts';
import { reportCsv } from '../jobs/report.ts';
import { basisFor, can, type KnownActor } from '../../access/roles.ts';
import { localTime } from '../decide/settings.ts';

/** Somebody has answered whether they want a file. */
export interface ConsentRequest {
  readonly do: 'broadcast.consent';
  readonly lang: Lang;
  readonly offered: OfferedFile;
  /** Where to put it; null = not wanted. */
  readonly accepted: (StoredFile & { readonly uploadUrl: string }) | null;
}

/** Reports and the audit trail as files in the chat. */
export interface ReportFiles {
  /** Asks the person to take the report of a broadcast, or with null the audit trail. */
  offer(actor: KnownActor, broadcast: Broadcast | null, lang: Lang): Promise<BroadcastAnswer>;
  /** Hands it over, to who may have it now. */
  give(actor: KnownActor, request: ConsentRequest): Promise<BroadcastAnswer>;
}

export function createReportFiles(ports: ChatPorts): ReportFiles {
  const { store, files: transfer, cards, data, now, rules } = ports;

  function csvOf(broadcast: Broadcast | null, lang: Lang): AsyncIterable<string> {
    return broadcast === null
      ? auditCsv(store)
      : reportCsv(ports, broadcast, cards().reportWords(lang, rules.timeZone));
  }

  /** null: this person may have it. */
  async function refusal(
    actor: KnownActor,
    broadcast: Broadcast | null,
    lang: Lang,
  ): Promise<BroadcastAnswer | null> {
    const permission = toExport(actor, broadcast);
    if (can(actor.roles, permission)) return null;
    const tried = { action: 'export', subject: broadcast?.id ?? '', needed: [permission] };
    return await denied(ports, actor, tried, lang);
  }

  async function handOver(
    actor: KnownActor,
    broadcast: Broadcast | null,
    accepted: NonNullable<ConsentRequest['accepted']>,
    lang: Lang,
  ): Promise<BroadcastAnswer> {
    const subject = broadcast?.id ?? '';
    const note = async (action: 'export' | 'exportFailed') => {
      const by = basisFor(actor, toExport(actor, broadcast));
      const detail = { what: broadcast === null ? 'audit' : 'report', to: destination(accepted), by };
      await store.audit({ at: now(), actor: actor.id, action, subject, detail });
    };
    // Before it leaves: afterwards nobody could be sure to write it down.
    await note('export');
    const pieces: Buffer[] = [];
    for await (const piece of csvOf(broadcast, lang)) pieces.push(Buffer.from(piece));
    if (await transfer.upload(accepted.uploadUrl, Buffer.concat(pieces)))
      return say('exported', fileMessage(accepted), false);
    await note('exportFailed');
    const failed = cards().fileNote({ reportOf: broadcast?.id ?? null, isRefused: false }, data(), lang);
    return say('refused fileNotGiven', failed, true);
  }

  return {
    async offer(actor, broadcast, lang) {
      const refused = await refusal(actor, broadcast, lang);
      if (refused) return refused;
      let sizeInBytes = 0;
      for await (const piece of csvOf(broadcast, lang)) sizeInBytes += Buffer.byteLength(piece);
      const words = cards().fileWords(broadcast && titleOf(broadcast, lang), lang);
      const name = fileName(words.name, localTime(now(), rules.timeZone).replace(':', ''), 'csv');
      const file = { name, description: words.description, sizeInBytes };
      return say('offer', consentMessage(file, { lang, reportOf: broadcast?.id ?? null }), false);
    },

    async give(actor, { offered, accepted, lang }) {
      const { reportOf } = offered;
      const broadcast = reportOf === null ? null : await store.get(reportOf);
      if (reportOf !== null && (!broadcast || broadcast.state === 'deleted'))
        return refuse(ports, 'gone', lang);
      const refused = await refusal(actor, broadcast, lang);
      if (refused) return refused;
      if (accepted === null)
        return say('declined', cards().fileNote({ reportOf, isRefused: true }, data(), lang), true);
      return await handOver(actor, broadcast, accepted, lang);
    },
  };
}

/** Where a file goes, without the path, which names its owner, and without what opens it. */
function destination({ uploadUrl, uniqueId }: StoredFile & { readonly uploadUrl: string }): string {
  return `${URL.parse(uploadUrl)?.host ?? ''} ${uniqueId}`;
}

function titleOf({ content }: Broadcast, lang: Lang): string {
  return (content[lang] ?? content.ja ?? content.en)?.title ?? '';
}
