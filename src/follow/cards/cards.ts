import { openButton } from '../../cards/answer/row-model.ts';
import { type Board, boardsOf, sentences } from '../../cards/board.ts';
import { button, type Json } from '../../cards/button.ts';
import type { CardKit } from '../../cards/load.ts';
import { type Context, initiativeName, plainRow } from '../../cards/words/row.ts';
import { departmentName } from '../../cards/words/subject.ts';
import type { Follow, RowNews, SpreadStep } from '../decide/follow.ts';
import { act } from './actions.ts';

/** What has come of words or a press. */
export type FollowNote =
  | 'begun'
  | 'already'
  | 'ended'
  | 'endedAlready'
  | 'endedAll'
  | 'nothingToEnd'
  | 'notYours'
  | 'notUnderstood'
  | 'tooMany'
  | 'noPlace'
  | 'invalid'
  | 'unavailable';

const goodNotes: ReadonlySet<FollowNote> = new Set<FollowNote>(['begun', 'ended', 'endedAll']);
/** More would be a page of their own: the question finds them. */
const maxNews = 6;
const maxListed = 12;

/** What has come up of something that is followed. */
interface FollowNews {
  readonly rows: readonly RowNews[];
  readonly steps: readonly (SpreadStep & { readonly name: string })[];
}

function noteOf(note: FollowNote | null, { say }: Context): NonNullable<Board['note']> | null {
  return note && { text: say(`follow.note.${note}`, { count: 0 }), isGood: goodNotes.has(note) };
}

const endButton = (id: string, { say, lang }: Context): Json =>
  act(say('follow.end'), { do: 'follow.end', id, lang });
const listButton = ({ say, lang }: Context): Json => act(say('follow.list'), { do: 'follow.list', lang });

/** It is followed from now on; `count`: rows that it finds today. */
function begunBoard(
  { id, question }: Pick<Follow, 'id' | 'question'>,
  count: number,
  note: FollowNote,
  context: Context,
): Board {
  const { say, lang } = context;
  return {
    headline: say('follow.begun.title', { question }),
    note: noteOf(note, context),
    lines: [say('follow.begun.text', { count })],
    buttons: [
      button(say('follow.see'), { do: 'ask', question, lang }),
      endButton(id, context),
      listButton(context),
    ],
  };
}

function listBoard(follows: readonly Follow[], note: FollowNote | null, context: Context): Board {
  const { say, lang } = context;
  const hidden = follows.length - maxListed;
  return {
    headline: say('follow.list.title', { count: follows.length }),
    note: noteOf(note, context),
    items: follows.slice(0, maxListed).map(({ id, question, setBy }) => ({
      title: question,
      lines: [setBy.name === '' ? '' : say('follow.setBy', { name: setBy.name })],
      buttons: [endButton(id, context)],
    })),
    empty: say('follow.list.none'),
    more: hidden > 0 ? say('adoption.more', { count: hidden }) : '',
    buttons:
      follows.length > 1
        ? [act(say('follow.endAll'), { do: 'follow.endAll', lang }, { mode: 'secondary' })]
        : [],
  };
}

function newsBoard({ id, question }: Follow, { rows, steps }: FollowNews, context: Context): Board {
  const { say, lang, data } = context;
  const rowItems = rows.map((one) => {
    if (one.kind === 'gone') return { title: one.name ?? say('follow.unnamed'), lines: [say('follow.gone')] };
    const { initiative, kind } = one;
    const name = initiativeName(initiative, data, lang);
    const { when, department } = plainRow(initiative, context);
    return {
      title: name,
      lines: [`${say(`highlights.${kind}`)} · ${department} · ${when}`],
      open: openButton(name, initiative.id, lang),
    };
  });
  const stepItems = steps.map(({ initiativeId, name, department, state }) => ({
    title: name,
    lines: [
      say('follow.step', {
        department: departmentName(department, context),
        state: say(`adoption.state.${state}`),
      }),
    ],
    open: openButton(name, initiativeId, lang),
  }));
  const items = [...rowItems, ...stepItems];
  const hidden = items.length - maxNews;
  return {
    headline: say('follow.news.title', { question, count: items.length }),
    items: items.slice(0, maxNews),
    more: hidden > 0 ? say('adoption.more', { count: hidden }) : '',
    buttons: [
      button(say('follow.see'), { do: 'ask', question, lang }),
      endButton(id, context),
      listButton(context),
    ],
  };
}

/** What is said about following. Pure: the same values give the same card. */
export function createFollowCards(kit: CardKit) {
  const board = boardsOf(kit);
  return {
    begun: board(begunBoard),
    list: board(listBoard),
    note: board((note: FollowNote, count: number, { say }: Context) => ({
      ...sentences(say(`follow.note.${note}`, { count })),
    })),
    news: board(newsBoard),
  };
}
export type FollowCards = ReturnType<typeof createFollowCards>;
