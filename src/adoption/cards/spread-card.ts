import { openButton } from '../../cards/answer/row-model.ts';
import type { Board } from '../../cards/board.ts';
import { initiativeName } from '../../cards/words/row.ts';
import { departmentName } from '../../cards/words/subject.ts';
import type { Adoption } from '../decide/adoption.ts';
import { act } from './actions.ts';
import type { SpreadView } from './spread-view.ts';
import {
  adoptionTitle,
  chainWords,
  dayOfTime,
  type Frame,
  monthOfTime,
  namesOf,
  stateWords,
} from './words.ts';

/** What is beyond is counted. */
const maxItems = 8;
const maxChains = 5;

type Items = NonNullable<Board['items']>;

/** The board of a list, with what it leaves out. */
function listed(headline: string, items: Items, empty: string, { context }: Frame): Board {
  const hidden = items.length - maxItems;
  return {
    headline,
    items: items.slice(0, maxItems),
    empty,
    lines: hidden > 0 ? [context.say('adoption.more', { count: hidden })] : [],
  };
}

function adoptionItem(
  adoption: Adoption,
  title: string,
  lines: readonly string[],
  frame: Frame,
): Items[number] {
  const { say, lang } = frame.context;
  return {
    title,
    lines,
    open: act(say('adoption.showOwn'), { do: 'adoption.show', adoption: adoption.id, lang }),
  };
}

function spreadBoard({ rows }: Extract<SpreadView, { kind: 'spread' }>, frame: Frame): Board {
  const { context } = frame;
  const { say, lang, data } = context;
  const items = rows.map(({ initiative, chains }): Items[number] => {
    const name = initiativeName(initiative, data, lang);
    const spread = chains.filter((chain) => chain.length > 1);
    return {
      title: say('row.title', { name, department: departmentName(initiative.department, context) }),
      lines:
        spread.length === 0
          ? [say('adoption.spreadNone')]
          : spread.slice(0, maxChains).map((chain) => chainWords(chain, frame)),
      open: openButton(name, initiative.id, lang),
    };
  });
  const departments = new Set(
    rows.flatMap(({ chains }) => chains.flat().flatMap(({ adoption }) => adoption?.department ?? [])),
  );
  return listed(say('adoption.spread.title', { count: departments.size }), items, '', frame);
}

function mostBoard({ spreads }: Extract<SpreadView, { kind: 'most' }>, frame: Frame): Board {
  const { context } = frame;
  const { say, lang } = context;
  const items = spreads.map(({ initiativeId, source, adoptions }): Items[number] => ({
    title: say('row.title', { name: source.name, department: departmentName(source.department, context) }),
    lines: [
      say('adoption.most.line', {
        count: adoptions.length,
        departments: namesOf(
          adoptions.slice(0, maxChains).map(({ department }) => department),
          context,
        ),
      }),
    ],
    open: openButton(source.name, initiativeId, lang),
  }));
  return listed(say('adoption.most.title'), items, say('adoption.most.none'), frame);
}

function takenBoard({ department, adoptions }: Extract<SpreadView, { kind: 'taken' }>, frame: Frame): Board {
  const { context } = frame;
  const { say } = context;
  const by = departmentName(department, context);
  const items = adoptions.map((adoption) => {
    const { source, state, movedAt } = adoption;
    const line = `${departmentName(source.department, context)} → ${monthOfTime(movedAt, frame)} ${stateWords(state, context)}`;
    return adoptionItem(adoption, source.name, [line], frame);
  });
  const title = say('adoption.taken.title', { department: by, count: adoptions.length });
  return listed(title, items, say('adoption.taken.none', { department: by }), frame);
}

function declinedBoard({ adoptions }: Extract<SpreadView, { kind: 'declined' }>, frame: Frame): Board {
  const { context } = frame;
  const { say } = context;
  const items = adoptions.map((adoption) =>
    adoptionItem(
      adoption,
      adoptionTitle(adoption, context),
      [adoption.reason, dayOfTime(adoption.movedAt, frame)],
      frame,
    ),
  );
  const title = say('adoption.declined.title', { count: adoptions.length });
  return listed(title, items, say('adoption.declined.none'), frame);
}

/** An answer about who takes what over from whom. */
export function spreadAnswerBoard(view: SpreadView, frame: Frame): Board {
  switch (view.kind) {
    case 'spread':
      return spreadBoard(view, frame);
    case 'most':
      return mostBoard(view, frame);
    case 'taken':
      return takenBoard(view, frame);
    case 'declined':
      return declinedBoard(view, frame);
    case 'nothingMeant':
      return {
        headline: frame.context.say('adoption.nothingMeant'),
        lines: [frame.context.say('adoption.nothingMeant.text')],
      };
  }
}
