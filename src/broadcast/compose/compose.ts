import type { BroadcastAction, BroadcastFields } from '../cards/actions.ts';
import type { BroadcastFormView, BroadcastProblem } from '../cards/view.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import { type Audience, referTo, unknownExclusions, type UploadRef, uploadsOf } from '../decide/audience.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import { offerInitiatives, offerPlaces } from './choices.ts';
import type { BroadcastContent } from '../decide/content.ts';
import type { Command } from '../decide/decide-command.ts';
import type { FormWith } from '../chat/commands.ts';
import type { ChatPorts } from '../chat/ports.ts';
import type { Upload } from '../file-ports.ts';
import { chosenUploads, readAudience, readContent } from './form.ts';
import { fieldsOf, isTooLarge, postViews, sizeOf, withRows } from './views.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';

/** Whose draft it becomes. */
interface Author {
  readonly id: string;
  readonly name: string | null;
}

/** What comes of a form that was filled in: the form again with what is amiss, or what is to be done. */
export type Composed =
  | { readonly do: 'form'; readonly message: CardMessage }
  | {
      readonly do: 'create';
      readonly broadcast: Broadcast;
      readonly madeFrom: string;
      readonly formWith: FormWith;
      /** As a template too. */
      readonly keeps?: boolean;
    }
  | {
      readonly do: 'command';
      readonly broadcast: Broadcast;
      readonly command: Command;
      readonly version: number;
      readonly formWith: FormWith;
      readonly keeps?: boolean;
    };

/** Writing, changing and correcting: from the form to content and audience. */
export interface Composing {
  /** The form for a new broadcast, to the people of a file if there is one. */
  formNew(authorId: string, upload: Upload | null, lang: Lang): Promise<CardMessage>;
  /** The form for a draft, or without an audience for a correction. */
  form(broadcast: Broadcast, withAudience: boolean, lang: Lang): Promise<CardMessage>;
  /** The form again, with everything that was filled in, what its words find, and how it reads if that is asked for. */
  find(request: Extract<BroadcastAction, { do: 'broadcast.find' }>, author: Author): Promise<CardMessage>;
  save(request: Extract<BroadcastAction, { do: 'broadcast.save' }>, author: Author): Promise<Composed>;
  correct(
    broadcast: Broadcast,
    request: Extract<BroadcastAction, { do: 'broadcast.correct' }>,
  ): Promise<Composed>;
  /** A new draft like it. */
  copy(broadcast: Pick<Broadcast, 'content' | 'audience'>, author: Author): Broadcast;
}

/** Which form it is. */
type FormKind = Pick<BroadcastFormView, 'id' | 'version' | 'withAudience'> & { readonly lang: Lang };

/** What stands in a form. */
interface Filled {
  readonly fields: BroadcastFormView['fields'];
  readonly files: readonly UploadRef[];
  readonly problems?: readonly BroadcastProblem[];
  readonly refusal?: BroadcastRefusal;
  readonly previews?: BroadcastFormView['previews'];
}

export function createComposing(ports: ChatPorts): Composing {
  const { store, now } = ports;
  return {
    async formNew(authorId, upload, lang) {
      const fields = { ...fieldsOf(null), ...(await lastSignature(ports, authorId)) };
      return await showForm(
        ports,
        { id: `form-${ports.newKey()}`, version: 0, withAudience: true, lang },
        upload === null
          ? { fields, files: [] }
          : { fields: { ...fields, audience: `upload:${upload.id}` }, files: [referTo(upload)] },
      );
    },

    form: (broadcast, withAudience, lang) =>
      showForm(
        ports,
        { id: broadcast.id, version: broadcast.version, withAudience, lang },
        { fields: fieldsOf(broadcast), files: uploadsOf(broadcast.audience) },
      ),

    find: (request, author) => formWithFound(ports, request, author),

    async save(request, author) {
      const { id, version, lang } = request;
      const isDraft = id.startsWith('broadcast-');
      const known = isDraft ? await store.get(id) : await store.madeFrom(author.id, id);
      const { content, problems: unusable } = readWritten(
        ports,
        { id, authorName: author.name },
        request,
        known?.content.highlights,
      );
      const files = await usableFiles(ports, request.audience, known, author.id);
      const audience = readAudience(request, files);
      const problems = [
        ...unusable,
        ...(audience.ok ? await exclusionProblems(ports, audience.value) : audience.problems),
      ];
      const kind = { id, version, withAudience: true, lang };
      const filled = { fields: request, files };
      if (!content || !audience.ok || problems.length > 0)
        return { do: 'form', message: await showForm(ports, kind, { ...filled, problems }) };
      const written = { content, audience: audience.value };
      const formWith = formAsFilled(ports, kind, filled);
      const keeps = request.keep === 'true';
      if (known)
        return {
          do: 'command',
          broadcast: known,
          command: { do: 'save', ...written },
          version,
          formWith,
          keeps,
        };
      const broadcast = newDraft({ id: `broadcast-${ports.newKey()}`, ...written }, author, now());
      return { do: 'create', broadcast, madeFrom: id, formWith, keeps };
    },

    async correct(broadcast, request) {
      const { id } = broadcast;
      const { content, problems } = readWritten(ports, broadcast, request, broadcast.content.highlights);
      const { version, lang } = request;
      const kind = { id, version, withAudience: false, lang };
      const filled = { fields: { ...fieldsOf(null), ...request }, files: [] };
      if (!content || problems.length > 0)
        return { do: 'form', message: await showForm(ports, kind, { ...filled, problems }) };
      const formWith = formAsFilled(ports, kind, filled);
      return { do: 'command', broadcast, command: { do: 'correct', content }, version, formWith };
    },

    copy: ({ content, audience }, author) =>
      newDraft(
        { id: `broadcast-${ports.newKey()}`, content: withRows(content, ports), audience },
        author,
        now(),
      ),
  };
}

async function formWithFound(
  ports: ChatPorts,
  { id, version, withAudience, shows, lang, ...fields }: Extract<BroadcastAction, { do: 'broadcast.find' }>,
  author: Author,
): Promise<CardMessage> {
  const known = await ports.store.get(id);
  const files = await usableFiles(ports, fields.audience, known, author.id);
  const whose = { id, authorName: author.name };
  const { content, problems } = shows
    ? readWritten(ports, whose, fields, known?.content.highlights)
    : { content: null, problems: [] };
  const note = withAudience ? null : 'corrected';
  const previews = content ? postViews({ ...whose, content }, { note }, ports) : [];
  return await showForm(ports, { id, version, withAudience, lang }, { fields, files, problems, previews });
}

/** Office and contact as this author gave them last: they are rarely others. */
async function lastSignature(
  { store }: ChatPorts,
  authorId: string,
): Promise<Pick<BroadcastFields, 'sender' | 'contact'>> {
  const [last] = await store.list({ authorId, limit: 1 });
  return { sender: last?.content.sender ?? '', contact: last?.content.contact ?? '' };
}

async function showForm(
  ports: ChatPorts,
  { lang, ...kind }: FormKind,
  { fields, files, problems = [], refusal, previews = [] }: Filled,
): Promise<CardMessage> {
  const { sources, cards, data, now, highlights: source } = ports;
  const { initiatives } = data();
  const { audience, findPlaces, highlights, findInitiatives } = fields;
  const places = audience.split(',').filter((value) => value !== '');
  const months = [...source.months(now()), highlights].filter((month) => month !== '');
  const find = (words: string) => ports.find(words, lang);
  const view: BroadcastFormView = {
    ...kind,
    fields,
    initiatives: offerInitiatives(initiatives, fields.initiatives.split(','), findInitiatives, find),
    months: [...new Set(months)].sort(),
    places: kind.withAudience
      ? await offerPlaces(places, findPlaces, sources)
      : { choices: [], search: null },
    refusal: refusal ?? null,
    previews,
    uploads: files,
    pictureHosts: ports.rules.pictureHosts,
  };
  return cards.form(view, problems, data(), lang);
}

function formAsFilled(ports: ChatPorts, kind: FormKind, filled: Filled): FormWith {
  return ({ id, version }, refusal) => {
    const why =
      refusal === 'stale' ? { problems: [{ what: 'changedMeanwhile', number: 0 } as const] } : { refusal };
    return showForm(ports, { ...kind, id, version }, { ...filled, ...why });
  };
}

/** The content that was filled in, and why it cannot be used. */
function readWritten(
  ports: ChatPorts,
  { id, authorName }: Pick<Broadcast, 'id' | 'authorName'>,
  request: BroadcastFields,
  before: BroadcastContent['highlights'],
): { readonly content: BroadcastContent | null; readonly problems: readonly BroadcastProblem[] } {
  const { data, now, highlights } = ports;
  const read = readContent(
    request,
    (month) => {
      // Rows that were chosen before stay, unless the document has lost one of them.
      const known = new Set(data().initiatives.map((initiative) => initiative.id));
      if (before?.month === month && before.initiativeIds.every((one) => known.has(one))) return before;
      return highlights.months(now()).includes(month) ? highlights.pick(id, month) : null;
    },
    ports.rules.pictureHosts,
  );
  if (!read.ok) return { content: null, problems: read.problems };
  const content = withRows(read.value, ports);
  const size = sizeOf({ id, content, authorName }, ports);
  const problems: readonly BroadcastProblem[] = isTooLarge(size)
    ? [{ what: 'tooLarge', number: Math.ceil(size / 1024) }]
    : [];
  return { content, problems };
}

/** Whoever is to be left out must be known: a name that nobody bears would leave out nobody. */
async function exclusionProblems(
  { sources }: ChatPorts,
  audience: Audience,
): Promise<readonly BroadcastProblem[]> {
  const unknown = await unknownExclusions(audience, sources);
  const [name] = unknown;
  return name === undefined ? [] : [{ what: 'excludeUnknown', number: unknown.length, name }];
}

/** Of the files that are chosen, a person's own, and those of the draft, which may be a copy of somebody else's. */
async function usableFiles(
  { uploads }: ChatPorts,
  audience: string,
  draft: Broadcast | null,
  personId: string,
): Promise<readonly UploadRef[]> {
  const standing = draft?.authorId === personId ? uploadsOf(draft.audience) : [];
  const found = await Promise.all(
    chosenUploads(audience).map(async (id) => {
      const named = standing.find((upload) => upload.id === id);
      const upload = named ? null : await uploads.get(id);
      return named ?? (upload?.ownerId === personId ? referTo(upload) : null);
    }),
  );
  return found.filter((upload) => upload !== null);
}

function newDraft(
  written: Pick<Broadcast, 'id' | 'content' | 'audience'>,
  author: Author,
  now: number,
): Broadcast {
  return {
    ...written,
    version: 1,
    state: 'draft',
    authorId: author.id,
    authorName: author.name,
    approval: null,
    rejection: null,
    correction: null,
    sendAt: null,
    sentAt: null,
    jobs: [],
    unknownsSettledBy: null,
    progress: null,
    createdAt: now,
    updatedAt: now,
  };
}
