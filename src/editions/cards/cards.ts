import { type Board, boardCard } from '../../cards/board.ts';
import type { CardKit } from '../../cards/load.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Context } from '../../cards/words/row.ts';
import type { Proposal } from '../decide/proposal.ts';
import { act } from './actions.ts';
import { noteOf } from './note.ts';
import { proposalBoard, stateWords } from './proposal-card.ts';
import type { EditionNote, Place, ProposalView } from './view.ts';

/** What is said about changes of the data. Pure: the same values give the same card. */
export interface EditionCards {
  proposal(view: ProposalView, place: Place): CardMessage;
  /** Drafts and what waits for approval. */
  waiting(proposals: readonly Pick<ProposalView, 'proposal' | 'isOvertaken'>[], place: Place): CardMessage;
  /** `problems`: what is amiss, each in a line. */
  note(note: EditionNote, problems: readonly string[], place: Place): CardMessage;
}

const mostProblems = 20;

function waitingBoard(
  proposals: readonly Pick<ProposalView, 'proposal' | 'isOvertaken'>[],
  context: Context,
): Board {
  const { say, lang } = context;
  const line = ({ kind, author }: Proposal, state: string) =>
    say('edition.list.line', { kind: say(`edition.kind.${kind}`), author: author.name, state });
  return {
    headline: say('edition.list.title', { count: proposals.length }),
    items: proposals.map((one) => ({
      title: one.proposal.about,
      lines: [line(one.proposal, stateWords(one, context))],
      open: act(one.proposal.about.slice(0, 60), { do: 'edition.open', id: one.proposal.id, page: 0, lang }),
    })),
    empty: say('edition.list.none'),
  };
}

/** The cards of changes of the data. */
export function createEditionCards(kit: CardKit): EditionCards {
  const drawn = ({ data, lang }: Place, make: (context: Context) => Board): CardMessage => {
    const context = kit.contextOf(data, lang);
    return boardCard(kit, make(context), context);
  };
  return {
    proposal: (view, place) => drawn(place, (context) => proposalBoard(view, context)),
    waiting: (proposals, place) => drawn(place, (context) => waitingBoard(proposals, context)),
    note: (note, problems, place) =>
      drawn(place, (context) => {
        const more = problems.length - mostProblems;
        return {
          headline: noteOf(note, context)!.text,
          lines: [
            ...problems.slice(0, mostProblems),
            more > 0 ? context.say('edition.more', { count: more }) : '',
          ],
        };
      }),
  };
}
