import { formLimits, type NewBroadcastAction } from './actions.ts';
import { initiativeWords } from './post-card.ts';
import { act, block, frame, input, placeWords } from './frame.ts';
import type { BroadcastFormView, BroadcastProblem, FormSearch, PlaceView } from './view.ts';
import type { Json, Model } from '../../cards/button.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import type { Context } from '../../cards/words/row.ts';
import { monthWords } from '../../cards/words/schedule-words.ts';
import type { TextKey } from '../../cards/texts.ts';

const maxChoiceChars = 80;
const maxNameChars = 30;

/** The form for writing or correcting, as a card and in a dialog. */
export function formModel(
  view: BroadcastFormView,
  problems: readonly BroadcastProblem[],
  context: Context,
): Model {
  const { say, lang } = context;
  const { id, version, withAudience } = view;
  const save: NewBroadcastAction = withAudience
    ? { do: 'broadcast.save', id, version, lang }
    : { do: 'broadcast.correct', id, version, lang };
  const blocks = [
    ...problems.map(({ what, number }) =>
      block(say(`broadcast.problem.${what}`, { number: number.toLocaleString(lang) }), {
        color: 'Attention',
      }),
    ),
    ...(withAudience ? [] : [block(say('broadcast.form.correction.text'))]),
    ...messageInputs(view, context),
    ...apart(attachmentInputs(view, context)),
    ...(withAudience ? apart(audienceInputs(view, context)) : []),
  ];
  const model = frame(
    say(withAudience ? 'broadcast.form' : 'broadcast.form.correction'),
    view.refusal === null ? {} : { refusal: view.refusal },
    blocks,
    [act(say(withAudience ? 'broadcast.form.save' : 'broadcast.form.correct'), save)],
    context,
  );
  return problems.length > 0 ? { ...model, speak: say('broadcast.problems') } : model;
}

/** With a line above. */
function apart([first, ...rest]: readonly Json[]): readonly Json[] {
  return [{ ...first, separator: true, spacing: 'Large' }, ...rest];
}

/** Every input has its `maxLength`: what is longer would not come back from the form as it was. */
function textInput(
  id: keyof BroadcastFormView['fields'],
  label: TextKey,
  maxLength: number,
  { fields }: BroadcastFormView,
  { say }: Context,
  more: Json = {},
): Json {
  return input('Text', id, say(label), { value: fields[id], maxLength, ...more });
}

const isMultiline = { isMultiline: true };

/** A box to tick: its title is its label. */
function toggleInput(id: string, title: string, more: Json): Json {
  return { type: 'Input.Toggle', id, title, ...more };
}

function messageInputs(view: BroadcastFormView, context: Context): readonly Json[] {
  const { say } = context;
  const { title, body, links } = formLimits;
  return [
    textInput('titleJa', 'broadcast.form.titleJa', title, view, context),
    textInput('bodyJa', 'broadcast.form.bodyJa', body, view, context, isMultiline),
    block(escapeMarkdown(say('broadcast.form.body.hint')), { size: 'Small', isSubtle: true }),
    textInput('titleEn', 'broadcast.form.titleEn', title, view, context),
    textInput('bodyEn', 'broadcast.form.bodyEn', body, view, context, isMultiline),
    toggleInput('importance', say('broadcast.form.important'), {
      value: view.fields.importance,
      valueOn: 'high',
      valueOff: 'normal',
    }),
    textInput('links', 'broadcast.form.links', links, view, context, isMultiline),
  ];
}

function attachmentInputs(view: BroadcastFormView, context: Context): readonly Json[] {
  const { say } = context;
  const { initiatives, months, fields } = view;
  const choices = initiatives.choices.map((row) => choice(initiativeWords(row, context), row.id));
  return [
    ...searchInputs('findInitiatives', initiatives.search, view, context),
    ...choiceInput('initiatives', 'broadcast.form.initiatives', choices, fields.initiatives, context),
    input('ChoiceSet', 'highlights', say('broadcast.form.highlights'), {
      style: 'compact',
      value: fields.highlights === '' ? 'none' : fields.highlights,
      choices: [
        choice(say('broadcast.form.highlights.none'), 'none'),
        ...months.map((month) =>
          choice(say('broadcast.form.highlights.month', { month: monthWords(month, context) }), month),
        ),
      ],
    }),
    toggleInput('acknowledge', say('broadcast.form.acknowledge'), { value: fields.acknowledge }),
  ];
}

function audienceInputs(view: BroadcastFormView, context: Context): readonly Json[] {
  const { say } = context;
  const { places, uploads, fields } = view;
  const choices = [
    choice(say('broadcast.audience.people'), 'people'),
    choice(say('broadcast.audience.channels'), 'channels'),
    ...uploads.flatMap(({ id, name, count }) => {
      const file = { name: truncate(name, maxNameChars), count };
      return [
        choice(say('broadcast.audience.upload', file), `upload:${id}`),
        choice(say('broadcast.audience.without', file), `without:${id}`),
      ];
    }),
    ...places.choices.map((place) => choice(placeWords(shortened(place), say), place.value)),
  ];
  return [
    ...searchInputs('findPlaces', places.search, view, context),
    ...choiceInput('audience', 'broadcast.form.audience', choices, fields.audience, context),
    textInput('list', 'broadcast.form.list', formLimits.list, view, context, isMultiline),
    textInput('exclude', 'broadcast.form.exclude', formLimits.exclude, view, context, isMultiline),
  ];
}

function shortened(place: PlaceView): PlaceView {
  const team = truncate(place.team, maxNameChars);
  if (place.who !== 'channel') return { ...place, team };
  return { ...place, team, channel: place.channel && truncate(place.channel, maxNameChars) };
}

/** Its title is rendered as Markdown where it stands beside a box. */
function choice(title: string, value: string): Json {
  return { title: escapeMarkdown(truncate(title, maxChoiceChars)), value };
}

function choiceInput(
  id: 'initiatives' | 'audience',
  label: TextKey,
  choices: readonly Json[],
  value: string,
  { say }: Context,
): readonly Json[] {
  if (choices.length === 0) return [];
  return [
    input('ChoiceSet', id, say(label), {
      isMultiSelect: true,
      style: 'expanded',
      wrap: true,
      value,
      choices,
    }),
  ];
}

/**
 * What to look for, the button that shows the form again, and what came of it. Not the client's own look-up while
 * typing: on mobile it does not work (github.com/microsoft/AdaptiveCards/issues/8823).
 */
function searchInputs(
  id: 'findInitiatives' | 'findPlaces',
  search: FormSearch | null,
  view: BroadcastFormView,
  context: Context,
): readonly Json[] {
  if (search === null) return [];
  const { say, lang } = context;
  const { id: broadcast, version, withAudience } = view;
  const find = act(say('broadcast.form.find'), {
    do: 'broadcast.find',
    id: broadcast,
    version,
    withAudience,
    lang,
  });
  return [
    textInput(id, `broadcast.form.${id}`, formLimits.words, view, context),
    { type: 'ActionSet', spacing: 'Small', actions: [find] },
    ...(search.found === null
      ? []
      : [block(escapeMarkdown(foundWords(search.words, search.found, context)))]),
  ];
}

function foundWords(
  typed: string,
  { count, shown }: NonNullable<FormSearch['found']>,
  { say }: Context,
): string {
  const words = truncate(typed.trim(), maxChoiceChars);
  if (count === 0) return say('broadcast.form.foundNone', { words });
  return shown < count
    ? say('broadcast.form.foundMany', { words, count, shown })
    : say('broadcast.form.found', { words, count });
}
