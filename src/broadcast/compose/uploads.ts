import type { BroadcastAction } from '../cards/actions.ts';
import { titleIn } from '../decide/content.ts';
import type { Lang } from '../../question/answer.ts';
import { type BroadcastAnswer, denied, lackOf, refuse, say } from '../chat/answers.ts';
import { Audience, countAudience, referTo, resolveAudience, unknownExclusions } from '../decide/audience.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import { canonicalJson, sha256 } from '../../access/audit/canonical-json.ts';
import type { Command } from '../decide/decide-command.ts';
import type { ChatPorts } from '../chat/ports.ts';
import { type ListedPeople, readPeopleFile } from './people-file.ts';
import type { Downloaded, Upload } from '../file-ports.ts';
import { basisFor, can, type KnownActor } from '../../access/roles.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';

/** A file that somebody has sent to the bot. */
interface SentFile {
  readonly name: string;
  readonly downloadUrl: string;
}

/** Somebody has sent files; none where Teams gives them to no bot. */
export interface FileRequest {
  readonly do: 'broadcast.file';
  readonly lang: Lang;
  readonly files: readonly SentFile[];
  /** Of the message: delivered again, it makes the same list. */
  readonly activityId: string;
}

type UseRequest = Extract<BroadcastAction, { do: 'broadcast.useUpload' }>;

/** Lists of people that come as files. */
export interface Uploads {
  receive(actor: KnownActor, request: FileRequest): Promise<BroadcastAnswer>;
  /** The list, if it is there and this person's own, else the refusal. */
  own(actor: KnownActor, id: string, lang: Lang): Promise<Upload | BroadcastAnswer>;
  /** What becomes of a draft that is to use the list. */
  use(
    actor: KnownActor,
    upload: Upload,
    request: UseRequest,
  ): Promise<{ readonly broadcast: Broadcast; readonly command: Command } | BroadcastAnswer>;
}

const offeredDrafts = 20;
const maxNameChars = 100;
const needed = 'compose';

const readRefusals = {
  type: 'fileType',
  empty: 'fileEmpty',
  tooMany: 'fileTooMany',
  unreadable: 'fileTooHard',
} as const satisfies Record<Extract<Awaited<ReturnType<typeof readPeopleFile>>, string>, BroadcastRefusal>;

const downloadRefusals = {
  notAllowed: 'fileNotAllowed',
  gone: 'fileGone',
  tooLarge: 'fileTooLarge',
  unreachable: 'fileUnreachable',
} as const satisfies Record<Extract<Downloaded, { ok: false }>['problem'], BroadcastRefusal>;

export function createUploads(ports: ChatPorts): Uploads {
  const { store, uploads, files: transfer, cards, data, now } = ports;

  async function add(actor: KnownActor, request: FileRequest, list: ListedPeople): Promise<BroadcastAnswer> {
    const { lang, activityId } = request;
    const name = request.files[0]!.name.slice(0, maxNameChars);
    const upload: Upload = {
      // The same file of the same message is one list, however often Teams brings it.
      id: `upload-${sha256([actor.id, activityId, list.digest].join('\n')).slice(0, 32)}`,
      ownerId: actor.id,
      name,
      count: list.people.length,
      createdAt: now(),
    };
    if (list.people.length === 0) {
      const view = { ...viewOf(upload, list), reachable: 0, unreachable: [], drafts: [] };
      return say('refused fileNoPeople', cards.upload(view, data(), lang), false);
    }
    const by = basisFor(actor, 'compose');
    const detail = { by, people: upload.count, repeated: list.repeated, unread: list.unreadCount };
    const entry = { at: upload.createdAt, actor: actor.id, action: 'upload', subject: upload.id, detail };
    await uploads.create(upload, list.people, entry);
    return await showUpload(ports, upload, list, lang);
  }

  return {
    async receive(actor, request) {
      const { files, lang } = request;
      const [file, ...more] = files;
      if (!can(actor.roles, 'compose')) {
        const answer = await denied(ports, actor, { action: 'upload', subject: '', needed }, lang);
        return lackOf(actor, needed) === 'unsure' ? answer : refuse(ports, 'fileNoRole', lang);
      }
      if (!file) return refuse(ports, 'fileUnreadable', lang);
      if (more.length > 0) return refuse(ports, 'fileOne', lang);
      if (!/\.(csv|tsv|txt)$/i.test(file.name)) return refuse(ports, 'fileType', lang);
      const download = await transfer.download(file.downloadUrl);
      if (!download.ok) return refuse(ports, downloadRefusals[download.problem], lang);
      const list = await readPeopleFile(download.bytes);
      return typeof list === 'string'
        ? refuse(ports, readRefusals[list], lang)
        : await add(actor, request, list);
    },

    async own(actor, id, lang) {
      const refused = { action: 'useUpload', subject: id, needed } as const;
      if (!can(actor.roles, 'compose')) return await denied(ports, actor, refused, lang);
      const upload = await uploads.get(id);
      if (!upload) return refuse(ports, 'uploadGone', lang);
      return upload.ownerId === actor.id ? upload : await denied(ports, actor, refused, lang);
    },

    async use(actor, upload, { draft, how, lang }) {
      const broadcast = await store.get(draft);
      if (!broadcast || broadcast.state === 'deleted') return refuse(ports, 'gone', lang);
      if (broadcast.authorId !== actor.id) return refuse(ports, 'notYours', lang);
      const audience = audienceWith(broadcast.audience, upload, how);
      if (canonicalJson(audience) === canonicalJson(broadcast.audience))
        return refuse(ports, 'nothingToDo', lang);
      if (how === 'exclude' && (await unknownExclusions(audience, ports.sources)).length > 0)
        return refuse(ports, 'excludedUnknown', lang);
      if (!Audience.safeParse(audience).success) return refuse(ports, 'tooManySources', lang);
      return { broadcast, command: { do: 'save', content: broadcast.content, audience } };
    },
  };
}

async function showUpload(
  { store, sources, cards, data, now }: ChatPorts,
  upload: Upload,
  list: ListedPeople,
  lang: Lang,
): Promise<BroadcastAnswer> {
  const audience: Audience = { include: [{ who: 'upload', ...referTo(upload) }], exclude: [] };
  const { reachable, unreachable } = await countAudience(resolveAudience(audience, sources, now()));
  const own = await store.list({ authorId: upload.ownerId, limit: offeredDrafts });
  const view = {
    ...viewOf(upload, list),
    reachable,
    unreachable: Object.entries(unreachable).map(([reason, count]) => ({ reason, count })),
    drafts: own
      .filter(({ state }) => ['draft', 'submitted', 'approved'].includes(state))
      .map(({ id, content }) => ({ id, title: titleIn(content, lang) })),
  };
  return say('upload', cards.upload(view, data(), lang), false);
}

function viewOf({ id, name, count }: Upload, { repeated, unread, unreadCount, column }: ListedPeople) {
  return {
    id,
    name,
    count,
    repeated,
    column,
    unreadCount,
    unread,
  };
}

function audienceWith(audience: Audience, upload: Upload, how: UseRequest['how']): Audience {
  const ref = referTo(upload);
  const others = audience.include.filter((source) => source.who !== 'upload' || source.id !== ref.id);
  const excluded = (audience.excludeUploads ?? []).filter(({ id }) => id !== ref.id);
  const source = { who: 'upload' as const, ...ref };
  const without = { ...audience, excludeUploads: excluded.length > 0 ? excluded : undefined };
  switch (how) {
    case 'only':
      return { ...without, include: [source] };
    case 'add':
      return { ...without, include: [...others, source] };
    case 'exclude':
      return { ...audience, excludeUploads: [...excluded, ref] };
  }
}
