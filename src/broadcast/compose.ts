import { createHash } from 'node:crypto';
import type { BroadcastAction, BroadcastFields } from '../cards/broadcast-actions.ts';
import type { BroadcastFormView, BroadcastProblem } from '../cards/broadcast-view.ts';
import type { CardMessage } from '../cards/message.ts';
import type { Lang } from '../question/answer.ts';
import type { Broadcast } from './broadcast.ts';
import type { BroadcastContent } from './content.ts';
import type { Command } from './decide-command.ts';
import type { BroadcastDeskParts } from './desk-parts.ts';
import { readAudience, readContent } from './form.ts';
import { formView, isTooLarge, sizeOf } from './views.ts';

/** Whose draft it becomes. */
export interface Author {
  readonly id: string;
  readonly name: string | null;
}

/** What comes of a form that was filled in: the form again with what is amiss, or what is to be done. */
export type Composed =
  | { readonly do: 'form'; readonly message: CardMessage }
  | { readonly do: 'create'; readonly broadcast: Broadcast }
  | { readonly do: 'command'; readonly broadcast: Broadcast; readonly command: Command };

/** Writing, changing and correcting: from the form to content and audience. */
export interface Composing {
  /** The form for a new broadcast (null), for a draft, or without an audience for a correction. */
  form(id: string, broadcast: Broadcast | null, withAudience: boolean, lang: Lang): Promise<CardMessage>;
  save(request: Extract<BroadcastAction, { do: 'broadcast.save' }>, author: Author): Promise<Composed>;
  correct(
    broadcast: Broadcast,
    request: Extract<BroadcastAction, { do: 'broadcast.correct' }>,
  ): Promise<Composed>;
  /** A new draft like it; asked for twice, the same one. */
  copy(broadcast: Broadcast, version: number, author: Author): Broadcast;
}

/** A form cannot show more. */
const maxTeams = 30;

export function createComposing(parts: BroadcastDeskParts): Composing {
  const { store, sources, cards, data, now } = parts;

  async function show(
    view: Pick<BroadcastFormView, 'id' | 'withAudience'>,
    broadcast: Broadcast | null,
    problems: readonly BroadcastProblem[],
    filled: Partial<BroadcastFormView>,
    lang: Lang,
  ): Promise<CardMessage> {
    const teams = await sources.reach.list({ kind: 'team', state: 'active', limit: maxTeams });
    const choices = teams
      .filter(({ teamId }) => teamId?.includes(',') === false)
      .map(({ teamId, name }) => ({ title: name ?? teamId!, value: teamId! }));
    const shown = { ...formView(view.id, broadcast, choices, view.withAudience), ...filled };
    return cards().form(shown, problems, data(), lang);
  }

  function sizeProblems(id: string, content: BroadcastContent): readonly BroadcastProblem[] {
    const size = sizeOf({ id, content }, cards(), data());
    return isTooLarge(size) ? [{ what: 'tooLarge', number: Math.ceil(size / 1024) }] : [];
  }

  return {
    form: (id, broadcast, withAudience, lang) => show({ id, withAudience }, broadcast, [], {}, lang),

    async save(request, author) {
      const { id, version, lang } = request;
      const content = readContent(request);
      const audience = readAudience(request);
      const problems = [
        ...(content.ok ? sizeProblems(id, content.value) : content.problems),
        ...(audience.ok ? [] : audience.problems),
      ];
      const known = await store.get(id);
      if (!content.ok || !audience.ok || problems.length > 0) {
        const { list, exclude } = request;
        const filled = {
          ...filledIn(request),
          version,
          audience: request.audience.split(','),
          list,
          exclude,
        };
        const message = await show({ id, withAudience: true }, known, problems, filled, lang);
        return { do: 'form', message };
      }
      const written = { content: content.value, audience: audience.value };
      if (known) return { do: 'command', broadcast: known, command: { do: 'save', ...written } };
      return { do: 'create', broadcast: newDraft({ id, ...written }, author, now()) };
    },

    async correct(broadcast, request) {
      const { id } = broadcast;
      const content = readContent(request);
      const problems = content.ok ? sizeProblems(id, content.value) : content.problems;
      if (content.ok && problems.length === 0)
        return { do: 'command', broadcast, command: { do: 'correct', content: content.value } };
      const filled = { ...filledIn(request), version: request.version };
      const message = await show({ id, withAudience: false }, broadcast, problems, filled, request.lang);
      return { do: 'form', message };
    },

    copy({ id, content, audience }, version, author) {
      // Named after what it is a copy of, so that two presses make one.
      const name = createHash('sha256').update(`${id}\n${version}\n${author.id}`).digest('hex');
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
    sendAt: null,
    jobs: [],
    unknownsSettledBy: null,
    progress: null,
    createdAt: now,
    updatedAt: now,
  };
}

function filledIn(fields: BroadcastFields): Partial<BroadcastFormView> {
  const { titleJa, bodyJa, titleEn, bodyEn, importance, links, initiatives, acknowledge } = fields;
  return {
    titleJa,
    bodyJa,
    titleEn,
    bodyEn,
    important: importance === 'high',
    links,
    initiatives: initiatives.split(','),
    acknowledge: acknowledge === 'true',
  };
}
