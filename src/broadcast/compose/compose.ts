import { createHash } from 'node:crypto';
import type { BroadcastAction } from '../cards/actions.ts';
import type { BroadcastFormView, BroadcastProblem } from '../cards/view.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import { referTo, type UploadRef, uploadsOf } from '../decide/audience.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import { offerInitiatives, offerPlaces } from './choices.ts';
import type { BroadcastContent } from '../decide/content.ts';
import type { Command } from '../decide/decide-command.ts';
import type { FormWith } from '../chat/commands.ts';
import type { ChatPorts } from '../chat/ports.ts';
import type { Upload } from '../file-ports.ts';
import { chosenUploads, readAudience, readContent } from './form.ts';
import { fieldsOf, isTooLarge, sizeOf } from '../chat/views.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';

/** Whose draft it becomes. */
interface Author {
  readonly id: string;
  readonly name: string | null;
}

/** What comes of a form that was filled in: the form again with what is amiss, or what is to be done. */
export type Composed =
  | { readonly do: 'form'; readonly message: CardMessage }
  | { readonly do: 'create'; readonly broadcast: Broadcast; readonly formWith: FormWith }
  | {
      readonly do: 'command';
      readonly broadcast: Broadcast;
      readonly command: Command;
      readonly version: number;
      readonly formWith: FormWith;
    };

/** Writing, changing and correcting: from the form to content and audience. */
export interface Composing {
  /** The form for a new broadcast (null), for a draft, or without an audience for a correction. */
  form(id: string, broadcast: Broadcast | null, withAudience: boolean, lang: Lang): Promise<CardMessage>;
  /** The form for a new broadcast to the people of a file. */
  formTo(upload: Upload, id: string, lang: Lang): Promise<CardMessage>;
  /** The form again, with everything that was filled in and what its words find. */
  find(request: Extract<BroadcastAction, { do: 'broadcast.find' }>, personId: string): Promise<CardMessage>;
  save(request: Extract<BroadcastAction, { do: 'broadcast.save' }>, author: Author): Promise<Composed>;
  correct(
    broadcast: Broadcast,
    request: Extract<BroadcastAction, { do: 'broadcast.correct' }>,
  ): Promise<Composed>;
  /** The nth new draft like it; asked for twice, the same one. */
  copy(broadcast: Broadcast, version: number, nth: number, author: Author): Broadcast;
}

/** Which form it is. */
type FormKind = Pick<BroadcastFormView, 'id' | 'version' | 'withAudience'> & { readonly lang: Lang };

export function createComposing(ports: ChatPorts): Composing {
  const { store, sources, uploads, cards, data, now } = ports;

  async function show(
    { lang, ...kind }: FormKind,
    fields: BroadcastFormView['fields'],
    files: readonly UploadRef[],
    problems: readonly BroadcastProblem[] = [],
    refusal: BroadcastRefusal | null = null,
  ): Promise<CardMessage> {
    const { initiatives } = data();
    const { audience, findPlaces, highlights, findInitiatives } = fields;
    const places = audience.split(',').filter((value) => value !== '');
    const months = [...ports.highlights.months(now()), highlights].filter((month) => month !== '');
    const view: BroadcastFormView = {
      ...kind,
      fields,
      initiatives: offerInitiatives(initiatives, fields.initiatives.split(','), findInitiatives, (words) =>
        ports.find(words, lang),
      ),
      months: [...new Set(months)].sort(),
      places: kind.withAudience
        ? await offerPlaces(places, findPlaces, sources.reach)
        : { choices: [], search: null },
      refusal,
      uploads: files,
    };
    return cards().form(view, problems, data(), lang);
  }

  function formAsFilled(
    kind: Omit<FormKind, 'version'>,
    fields: BroadcastFormView['fields'],
    files: readonly UploadRef[],
  ): FormWith {
    return ({ version }, refusal) =>
      refusal === 'stale'
        ? show({ ...kind, version }, fields, files, [{ what: 'changedMeanwhile', number: 0 }])
        : show({ ...kind, version }, fields, files, [], refusal);
  }

  function sizeProblems(id: string, content: BroadcastContent): readonly BroadcastProblem[] {
    const size = sizeOf({ id, content }, cards(), data());
    return isTooLarge(size) ? [{ what: 'tooLarge', number: Math.ceil(size / 1024) }] : [];
  }

  /** Rows that were chosen before stay, unless the document has lost one of them. */
  function highlightsFor(id: string, before: BroadcastContent['highlights']) {
    return (month: string) => {
      const known = new Set(data().initiatives.map((initiative) => initiative.id));
      if (before?.month === month && before.initiativeIds.every((one) => known.has(one))) return before;
      return ports.highlights.months(now()).includes(month) ? ports.highlights.pick(id, month) : null;
    };
  }

  /** Of the files that are chosen, a person's own, and those of the draft, which may be a copy of somebody else's. */
  async function usable(
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

  return {
    form: (id, broadcast, withAudience, lang) =>
      show(
        { id, version: broadcast?.version ?? 0, withAudience, lang },
        fieldsOf(broadcast),
        broadcast ? uploadsOf(broadcast.audience) : [],
      ),

    formTo: (upload, id, lang) =>
      show(
        { id, version: 0, withAudience: true, lang },
        { ...fieldsOf(null), audience: `upload:${upload.id}` },
        [referTo(upload)],
      ),

    async find({ id, version, withAudience, lang, ...fields }, personId) {
      const files = await usable(fields.audience, await store.get(id), personId);
      return await show({ id, version, withAudience, lang }, fields, files);
    },

    async save(request, author) {
      const { id, version, lang } = request;
      const known = await store.get(id);
      const content = readContent(request, highlightsFor(id, known?.content.highlights));
      const files = await usable(request.audience, known, author.id);
      const audience = readAudience(request, files);
      const problems = [
        ...(content.ok ? sizeProblems(id, content.value) : content.problems),
        ...(audience.ok ? [] : audience.problems),
      ];
      if (!content.ok || !audience.ok || problems.length > 0)
        return {
          do: 'form',
          message: await show({ id, version, withAudience: true, lang }, request, files, problems),
        };
      const written = { content: content.value, audience: audience.value };
      const formWith = formAsFilled({ id, withAudience: true, lang }, request, files);
      if (known)
        return { do: 'command', broadcast: known, command: { do: 'save', ...written }, version, formWith };
      return { do: 'create', broadcast: newDraft({ id, ...written }, author, now()), formWith };
    },

    async correct(broadcast, request) {
      const { id } = broadcast;
      const content = readContent(request, highlightsFor(id, broadcast.content.highlights));
      const problems = content.ok ? sizeProblems(id, content.value) : content.problems;
      const { version, lang } = request;
      const fields = { ...fieldsOf(null), ...request };
      if (content.ok && problems.length === 0) {
        const formWith = formAsFilled({ id, withAudience: false, lang }, fields, []);
        return {
          do: 'command',
          broadcast,
          command: { do: 'correct', content: content.value },
          version,
          formWith,
        };
      }
      return {
        do: 'form',
        message: await show({ id, version, withAudience: false, lang }, fields, [], problems),
      };
    },

    copy({ id, content, audience }, version, nth, author) {
      // Named after what it is a copy of, so that two presses make one.
      const name = createHash('sha256').update(`${id}\n${version}\n${author.id}\n${nth}`).digest('hex');
      return newDraft({ id: `broadcast-${name.slice(0, 16)}`, content, audience }, author, now());
    },
  };
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
    correction: null,
    sendAt: null,
    jobs: [],
    unknownsSettledBy: null,
    progress: null,
    createdAt: now,
    updatedAt: now,
  };
}
