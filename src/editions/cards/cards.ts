import { type Board, boardsOf, type Place, sentences } from '../../cards/board.ts';
import { problemWords } from '../../cards/words/problem.ts';
import { listPage, turnButtons } from '../../cards/page.ts';
import type { CardKit } from '../../cards/load.ts';
import type { Json } from '../../cards/button.ts';
import { timeWords } from '../../cards/words/dates.ts';
import type { Context } from '../../cards/words/row.ts';
import { timeAt } from '../../calendar/zone.ts';
import type { Words } from '../../cards/words/schedule-words.ts';
import type { Remark } from '../../dataset/office/types.ts';
import type { Lang } from '../../question/answer.ts';
import type { Proposal } from '../decide/proposal.ts';
import { act } from './actions.ts';
import { askBoard } from './ask-card.ts';
import { noteOf } from './note.ts';
import { notesBoard, remarkLine } from './notes-card.ts';
import { proposalBoard, stateWords } from './proposal-card.ts';
import { madeAt, versionBoard, versionsBoard } from './version-cards.ts';
import type { EditionNote, ProposalView, VersionView } from './view.ts';

const mostProblems = 20;
const mostListed = 15;

/** `offers`: buttons of other features. */
function waitingBoard(
  proposals: readonly Pick<ProposalView, 'proposal' | 'isOvertaken'>[],
  { page, offers }: { readonly page: number; readonly offers: readonly Json[] },
  context: Context,
): Board {
  const { say, lang } = context;
  // With the time of day: a file that is sent again bears the same name.
  const line = ({ kind, author, movedAt }: Proposal, state: string) =>
    say('edition.list.line', {
      kind: say(`edition.kind.${kind}`),
      author: author.name,
      state,
      date: timeWords(timeAt(movedAt, context.timeZone), context),
    });
  const shown = listPage(proposals, { page, perPage: mostListed });
  const titles = { previous: say('page.previous'), next: say('edition.button.next') };
  return {
    headline: say('edition.list.title', { count: proposals.length }),
    items: shown.items.map((one) => ({
      title: one.proposal.about,
      lines: [line(one.proposal, stateWords(one, context))],
      open: act(one.proposal.about.slice(0, 60), { do: 'edition.open', id: one.proposal.id, page: 0, lang }),
    })),
    empty: say('edition.list.none'),
    buttons: [
      ...turnButtons(shown, titles, (title, to) => act(title, { do: 'edition.waiting', page: to, lang })),
      ...offers,
    ],
  };
}

function problemsBoard(note: EditionNote, problems: readonly string[], context: Context): Board {
  const more = problems.length - mostProblems;
  const { headline, speak, lines: rest = [] } = sentences(noteOf(note, context)!.text);
  return {
    headline,
    ...(speak !== undefined && { speak }),
    lines: [
      ...rest,
      ...problems.slice(0, mostProblems),
      more > 0 ? context.say('edition.more', { count: more }) : '',
    ],
  };
}

/**
 * What is said about changes of the data. Pure: the same values give the same card. `offerBroadcasts`: the button
 * that leads to drafts of broadcasts.
 */
export function createEditionCards(kit: CardKit, offerBroadcasts: (words: Words) => Json) {
  const board = boardsOf(kit);
  return {
    proposal: board(proposalBoard),
    /** Drafts and what waits for approval; `seesBroadcasts`: the drafts may have been meant of those. */
    waiting: board(
      (
        proposals: Parameters<typeof waitingBoard>[0],
        { page, seesBroadcasts }: { readonly page: number; readonly seesBroadcasts: boolean },
        context: Context,
      ) =>
        waitingBoard(proposals, { page, offers: seesBroadcasts ? [offerBroadcasts(context)] : [] }, context),
    ),
    /** What was passed over of a file, and what is to be noted. */
    notes: board(notesBoard),
    /** What only a person can tell of a file. */
    ask: board(askBoard),
    /** A file that was not taken in, with all that is to be put right. */
    refused: board((problems: readonly Remark[], context: Context) =>
      problemsBoard(
        'refused',
        problems.map((one) => remarkLine(one, context)),
        context,
      ),
    ),
    versions: board(versionsBoard),
    version: board(versionBoard),
    /** Name and description of a file that is handed over. */
    fileWords: (what: 'difference' | 'workbook', title: string, lang: Lang) => ({
      title:
        what === 'difference'
          ? kit.say[lang]('edition.file.difference', { about: title })
          : kit.say[lang]('edition.file.workbook', { title }),
      description: kit.say[lang](`edition.file.${what}Text`),
    }),
    /** What a return to an earlier edition is called. */
    rollbackWords: ({ edition }: VersionView, { data, lang }: Place): string => {
      const date = madeAt(edition, kit.contextOf(data, lang));
      return kit.say[lang]('edition.rollback.about', { title: edition.title, date });
    },
    /** `problems`: what is amiss, each in a line. */
    note: board((note: EditionNote, problems: readonly string[], context: Context) =>
      problemsBoard(
        note,
        problems.map((one) => problemWords(one, context)),
        context,
      ),
    ),
  };
}
export type EditionCards = ReturnType<typeof createEditionCards>;
