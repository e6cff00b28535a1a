import type { NewBroadcastAction } from './broadcast-actions.ts';
import { act, block, frame, input } from './broadcast-frame.ts';
import type { BroadcastFormView, BroadcastProblem } from './broadcast-view.ts';
import type { Json, Model } from './button.ts';
import { escapeMarkdown, oneLine, truncate } from './markdown.ts';
import { type Context, initiativeName } from './row.ts';
import { departmentName } from './subject.ts';
import type { TextKey } from './texts.ts';

/** A form with more choices than these is not read, and the card would outgrow its limit. */
const maxInitiatives = 80;
const maxChoiceChars = 40;

/** A box to tick: its title is its label. */
function toggleInput(id: string, title: string, more: Json): Json {
  return { type: 'Input.Toggle', id, title, ...more };
}

/** The form for writing or correcting, as a card and in a dialog. */
export function formModel(
  view: BroadcastFormView,
  problems: readonly BroadcastProblem[],
  context: Context,
): Model {
  const { say, lang, data } = context;
  const textInput = (id: string, label: TextKey, value: string, maxLength: number, multi = false) =>
    input('Text', id, say(label), { value, maxLength, isMultiline: multi });
  const chosen = new Set(view.initiatives);
  const initiatives = [
    ...data.initiatives.filter(({ id }) => chosen.has(id)),
    ...data.initiatives.filter(({ id }) => !chosen.has(id)),
  ].slice(0, maxInitiatives);
  const blocks = [
    ...problems.map(({ what, number }) =>
      block(say(`broadcast.problem.${what}`, { number: String(number) }), { color: 'Attention' }),
    ),
    ...(view.withAudience ? [] : [block(say('broadcast.form.correction.text'))]),
    textInput('titleJa', 'broadcast.form.titleJa', view.titleJa, 150),
    textInput('bodyJa', 'broadcast.form.bodyJa', view.bodyJa, 6000, true),
    block(escapeMarkdown(say('broadcast.form.body.hint')), { size: 'Small', isSubtle: true }),
    textInput('titleEn', 'broadcast.form.titleEn', view.titleEn, 150),
    textInput('bodyEn', 'broadcast.form.bodyEn', view.bodyEn, 6000, true),
    toggleInput('importance', say('broadcast.form.important'), {
      value: view.important ? 'high' : 'normal',
      valueOn: 'high',
      valueOff: 'normal',
    }),
    textInput('links', 'broadcast.form.links', view.links, 4400, true),
    input('ChoiceSet', 'initiatives', say('broadcast.form.initiatives'), {
      isMultiSelect: true,
      style: 'compact',
      wrap: true,
      value: view.initiatives.join(','),
      choices: initiatives.map((initiative) => ({
        title: truncate(
          `${initiativeName(initiative, data, lang)}（${departmentName(initiative.department, context)}）`,
          maxChoiceChars,
        ),
        value: initiative.id,
      })),
    }),
    toggleInput('acknowledge', say('broadcast.form.acknowledge'), {
      value: String(view.acknowledge),
    }),
    ...(view.withAudience ? audienceInputs(view, context) : []),
  ];
  const { id, version } = view;
  const save: NewBroadcastAction = view.withAudience
    ? { do: 'broadcast.save', id, version, lang }
    : { do: 'broadcast.correct', id, version, lang };
  const model = frame(
    say(view.withAudience ? 'broadcast.form' : 'broadcast.form.correction'),
    {},
    blocks,
    [act(say(view.withAudience ? 'broadcast.form.save' : 'broadcast.form.correct'), save)],
    context,
  );
  return problems.length > 0 ? { ...model, speak: say('broadcast.problems') } : model;
}

function audienceInputs(view: BroadcastFormView, { say }: Context): readonly Json[] {
  const teams = view.teams.flatMap(({ title, value }) => {
    const team = truncate(oneLine(title), maxChoiceChars);
    return [
      { title: say('broadcast.audience.peopleOf', { team }), value: `peopleOf:${value}` },
      { title: say('broadcast.audience.channelsOf', { team }), value: `channelsOf:${value}` },
    ];
  });
  return [
    input('ChoiceSet', 'audience', say('broadcast.form.audience'), {
      isMultiSelect: true,
      value: view.audience.join(','),
      choices: [
        { title: say('broadcast.audience.people'), value: 'people' },
        { title: say('broadcast.audience.channels'), value: 'channels' },
        ...teams,
      ],
      wrap: true,
    }),
    input('Text', 'list', say('broadcast.form.list'), { isMultiline: true, value: view.list }),
    input('Text', 'exclude', say('broadcast.form.exclude'), { isMultiline: true, value: view.exclude }),
  ];
}
