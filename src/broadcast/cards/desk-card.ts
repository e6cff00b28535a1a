import { broadcastData, type NewBroadcastAction } from './actions.ts';
import type {
  BroadcastDetailView,
  BroadcastListRow,
  BroadcastProgressView,
  BroadcastRolesView,
} from './view.ts';
import { reasonLine } from './reasons.ts';
import { act, block, type DeskNotes, fact, frame, input } from './frame.ts';
import type { Json, Model } from '../../cards/button.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import type { Context } from '../../cards/words/row.ts';
import type { OfferedCommand } from '../decide/offered.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';

/** Opens a dialog; learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots */
function dialogButton(title: string, action: NewBroadcastAction): Json {
  return {
    type: 'Action.Submit',
    title,
    data: { ...broadcastData(action), msteams: { type: 'task/fetch' } },
  };
}

/** 「配信」 */
export function homeModel(notes: DeskNotes, context: Context): Model {
  const { say, lang } = context;
  return frame(
    say('broadcast.title'),
    notes,
    [block(say('broadcast.home')), block(say('broadcast.home.file'), { isSubtle: true })],
    [
      dialogButton(say('broadcast.new'), { do: 'broadcast.new', lang }),
      act(say('broadcast.newCard'), { do: 'broadcast.new', lang }),
      act(say('broadcast.list'), { do: 'broadcast.list', lang }),
      act(say('broadcast.roles'), { do: 'broadcast.roles', lang }),
    ],
    context,
  );
}

export function listModel(rows: readonly BroadcastListRow[], context: Context): Model {
  const { say, lang } = context;
  const blocks = rows.map(({ id, title, state, changedAt }): Json => ({
    type: 'Container',
    spacing: 'Medium',
    selectAction: act(say('broadcast.open'), { do: 'broadcast.open', id, lang }),
    items: [
      block(escapeMarkdown(title || say('broadcast.untitled')), { color: 'Accent', weight: 'Bolder' }),
      block(escapeMarkdown(`${say(`broadcast.state.${state}`)} · ${changedAt}`), {
        size: 'Small',
        isSubtle: true,
        spacing: 'None',
      }),
    ],
  }));
  return frame(
    say('broadcast.list'),
    {},
    blocks.length > 0 ? blocks : [block(say('broadcast.list.empty'))],
    [act(say('broadcast.newCard'), { do: 'broadcast.new', lang })],
    context,
  );
}

/** One sentence, when there is nothing else to show. */
export function refusalModel(refusal: BroadcastRefusal, context: Context): Model {
  return frame(context.say('broadcast.title'), { refusal }, [], [], context);
}

export function acknowledgedModel(isFirst: boolean, context: Context): Model {
  const key = isFirst ? 'broadcast.post.acknowledged' : 'broadcast.post.acknowledgedBefore';
  return frame(context.say(key), {}, [], [], context);
}

/** A broadcast with everything that its author or approver may want to know, and what they may do. */
export function detailModel(
  view: BroadcastDetailView,
  notes: DeskNotes,
  posts: readonly Json[],
  context: Context,
): Model {
  const { say } = context;
  const title = view.posts[0]?.post.title ?? '';
  const blocks: Json[] = [
    block(say(`broadcast.state.${view.state}`), { weight: 'Bolder', color: 'Accent' }),
    fact(say('broadcast.detail.author'), view.author),
    ...(view.sendAt === null ? [] : [fact(say('broadcast.detail.sendAt'), view.sendAt)]),
    ...audienceBlocks(view, context),
    ...view.progress.flatMap((progress) => progressBlocks(progress, context)),
    ...(view.acknowledged === null
      ? []
      : [
          fact(
            say('broadcast.detail.acknowledged'),
            say('broadcast.detail.people', { count: view.acknowledged }),
          ),
        ]),
    ...(view.progress.length > 0 ? [] : sizeBlocks(view, title, context)),
    ...posts,
    ...(view.buttons.some((one) => one === 'send' || one === 'confirm')
      ? sendInputs(view, notes, context)
      : []),
  ];
  return frame(title || say('broadcast.untitled'), notes, blocks, detailButtons(view, context), context);
}

/** More of them are counted only: the card has a limit. */
const maxSources = 12;

function sourceWords(sources: readonly string[], say: Context['say']): string {
  const shown = sources.slice(0, maxSources).map((words) => truncate(words, 100));
  const hidden = sources.length - shown.length;
  const rest = hidden > 0 ? [say('broadcast.detail.moreSources', { count: hidden })] : [];
  return [...shown, ...rest].join(say('list.separator'));
}

function audienceBlocks({ audience }: BroadcastDetailView, { say }: Context): readonly Json[] {
  if (audience === null) return [];
  const { sources, reachable, unreachable } = audience;
  return [
    fact(say('broadcast.detail.audience'), sourceWords(sources, say)),
    fact('', say('broadcast.detail.reachable', { count: reachable })),
    ...(unreachable.length === 0
      ? []
      : [
          fact(
            say('broadcast.detail.unreachable'),
            unreachable.map((one) => reasonLine(one.reason, one.count, say)).join(say('list.separator')),
          ),
        ]),
  ];
}

function progressBlocks(view: BroadcastProgressView, { say }: Context): readonly Json[] {
  const { kind, ratePerSecond, secondsLeft, reasons, ...counts } = view;
  return [
    block(say(`broadcast.progress.${kind}`), { weight: 'Bolder' }),
    block(say('broadcast.progress.counts', counts)),
    ...(ratePerSecond === null || secondsLeft === null || view.remaining === 0
      ? []
      : [
          block(
            say('broadcast.progress.rate', {
              rate: ratePerSecond.toFixed(1),
              minutes: String(Math.ceil(secondsLeft / 60)),
            }),
          ),
        ]),
    ...reasons
      .slice(0, 8)
      .map(({ reason, count }) =>
        block(escapeMarkdown(reasonLine(reason, count, say)), { size: 'Small', isSubtle: true }),
      ),
  ];
}

function sizeBlocks(view: BroadcastDetailView, title: string, { say }: Context): readonly Json[] {
  const size = (view.size / 1024).toFixed(1);
  return [
    fact(say('broadcast.detail.notification'), title),
    fact(say('broadcast.detail.size'), say('broadcast.detail.sizeOf', { size })),
  ];
}

function sendInputs({ zone }: BroadcastDetailView, { chosen }: DeskNotes, { say }: Context): readonly Json[] {
  return [
    input('Date', 'date', say('broadcast.send.date'), chosen?.date ? { value: chosen.date } : {}),
    input('Time', 'time', say('broadcast.send.time', { zone }), { value: chosen?.time ?? '09:00' }),
  ];
}

function detailButtons(view: BroadcastDetailView, { say, lang }: Context): readonly Json[] {
  const { id, version, buttons } = view;
  const reachable = view.audience?.reachable ?? 0;
  const actionOf = (one: OfferedCommand): NewBroadcastAction => {
    switch (one) {
      case 'edit':
        return { do: 'broadcast.edit', id, lang };
      case 'copy':
        return { do: 'broadcast.copy', id, version, lang };
      case 'test':
        return { do: 'broadcast.test', id, version, lang };
      case 'send':
        return { do: 'broadcast.send', id, version, confirmed: null, lang };
      case 'confirm':
        return { do: 'broadcast.send', id, version, confirmed: reachable, lang };
      case 'report':
        return { do: 'broadcast.report', id, lang };
      case 'correction':
        return { do: 'broadcast.correction', id, lang };
      default:
        return { do: 'broadcast.command', id, version, command: one, lang };
    }
  };
  const shown = buttons.map((one) =>
    act(
      say(`broadcast.button.${one}`, { count: one === 'recallConfirmed' ? view.sent : reachable }),
      actionOf(one),
    ),
  );
  return view.state === 'released' || view.state === 'recalled'
    ? [...shown, act(say('broadcast.button.refresh'), { do: 'broadcast.open', id, lang })]
    : shown;
}

/** Who holds which role, and the form to change it. */
export function rolesModel({ holders, done }: BroadcastRolesView, notes: DeskNotes, context: Context): Model {
  const { say, lang } = context;
  const separator = say('list.separator');
  const model = frame(
    say('broadcast.roles'),
    notes,
    [
      ...(done === null ? [] : [block(say(`broadcast.role.${done}`), { color: 'Good' })]),
      ...holders.flatMap(({ role, names, teams }) => {
        const inWords = teams.map(({ name, state, count }) => ({
          state,
          words: say(`broadcast.role.team.${state}`, { team: oneLine(name), count }),
        }));
        const found = inWords.filter(({ state }) => state === 'found').map(({ words }) => words);
        const held = [...found, ...names];
        return [
          fact(
            say(`broadcast.role.${role}`),
            held.length === 0 ? say('broadcast.role.none') : truncate(held.join(separator), 600),
          ),
          ...inWords
            .filter(({ state }) => state !== 'found')
            .map(({ words }) => block(escapeMarkdown(words), { color: 'Attention' })),
        ];
      }),
      // A people picker: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker
      input('ChoiceSet', 'person', say('broadcast.role.person'), {
        style: 'filtered',
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      }),
      input('ChoiceSet', 'role', say('broadcast.role.role'), {
        value: 'broadcaster',
        choices: holders.map(({ role }) => ({ title: say(`broadcast.role.${role}`), value: role })),
      }),
    ],
    [
      act(say('broadcast.role.grant'), { do: 'broadcast.role', grant: true, lang }),
      act(say('broadcast.role.revoke'), { do: 'broadcast.role', grant: false, lang }),
    ],
    context,
  );
  return done === null ? model : { ...model, speak: say(`broadcast.role.${done}`) };
}
