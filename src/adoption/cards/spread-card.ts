import type { Context } from '../../cards/words/row.ts';
import { dayOfTime, monthOfTime } from '../../cards/words/dates.ts';
import { openButton } from '../../cards/answer/row-model.ts';
import type { Board } from '../../cards/board.ts';
import { initiativeName, rowTitle } from '../../cards/words/row.ts';
import { departmentName } from '../../cards/words/subject.ts';
import type { Adoption } from '../decide/adoption.ts';
import { act } from './actions.ts';
import type { SpreadView } from './spread-view.ts';
import { adoptionTitle, chainWords, namesOf, stateWords } from './words.ts';

/** What is beyond is counted. */
const maxItems = 8;
const maxChains = 5;

type Items = NonNullable<Board['items']>;

/** The board of a list, with what it leaves out. */
function listed(headline: string, items: Items, empty: string, context: Context): Board {
  const hidden = items.length - maxItems;
  return {
    headline,
    items: items.slice(0, maxItems),
    empty,
    more: hidden > 0 ? context.say('adoption.more', { count: hidden }) : '',
    hasSource: true,
  };
}

function adoptionItem(
  adoption: Adoption,
  title: string,
  lines: readonly string[],
  context: Context,
): Items[number] {
  const { say, lang } = context;
  return {
    title,
    lines,
    open: act(say('adoption.showOwn'), { do: 'adoption.show', adoption: adoption.id, lang }),
  };
}

function spreadBoard({ rows }: Extract<SpreadView, { kind: 'spread' }>, context: Context): Board {
  const { say, lang, data } = context;
  const items = rows.map(({ initiative, chains }): Items[number] => {
    const name = initiativeName(initiative, data, lang);
    const spread = chains.filter((chain) => chain.length > 1);
    return {
      title: rowTitle(initiative, context),
      lines:
        spread.length === 0
          ? [say('adoption.spreadNone')]
          : spread.slice(0, maxChains).map((chain) => chainWords(chain, context)),
      open: openButton(name, initiative.id, lang),
    };
  });
  const departments = new Set(
    rows.flatMap(({ chains }) => chains.flat().flatMap(({ adoption }) => adoption?.department ?? [])),
  );
  return listed(say('adoption.spread.title', { count: departments.size }), items, '', context);
}

function mostBoard({ spreads }: Extract<SpreadView, { kind: 'most' }>, context: Context): Board {
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
  return listed(say('adoption.most.title'), items, say('adoption.most.none'), context);
}

function takenBoard(
  { department, adoptions }: Extract<SpreadView, { kind: 'taken' }>,
  context: Context,
): Board {
  const { say } = context;
  const by = departmentName(department, context);
  const items = adoptions.map((adoption) => {
    const { source, state, movedAt } = adoption;
    const line = say('adoption.taken.line', {
      department: departmentName(source.department, context),
      state: stateWords(state, context),
      month: monthOfTime(movedAt, context),
    });
    return adoptionItem(adoption, source.name, [line], context);
  });
  const title = say('adoption.taken.title', { department: by, count: adoptions.length });
  return listed(title, items, say('adoption.taken.none', { department: by }), context);
}

function declinedBoard({ adoptions }: Extract<SpreadView, { kind: 'declined' }>, context: Context): Board {
  const { say } = context;
  const items = adoptions.map((adoption) =>
    adoptionItem(
      adoption,
      adoptionTitle(adoption, context),
      [adoption.reason, dayOfTime(adoption.movedAt, context)],
      context,
    ),
  );
  const title = say('adoption.declined.title', { count: adoptions.length });
  return listed(title, items, say('adoption.declined.none'), context);
}

/** An answer about who takes what over from whom. */
export function spreadAnswerBoard(view: SpreadView, context: Context): Board {
  switch (view.kind) {
    case 'spread':
      return spreadBoard(view, context);
    case 'most':
      return mostBoard(view, context);
    case 'taken':
      return takenBoard(view, context);
    case 'declined':
      return declinedBoard(view, context);
    case 'nothingMeant':
      return {
        headline: context.say('adoption.nothingMeant'),
        lines: [context.say('adoption.nothingMeant.text')],
      };
  }
}
