import { act, broadcastData, formLimits, type NewBroadcastAction } from './actions.ts';
import { baseModel, placeWords, type PreviewModel } from './base-model.ts';
import { initiativeWords } from './post-card.ts';
import type { BroadcastFormView, BroadcastProblem, FormSearch, PlaceView } from './view.ts';
import { type Json, type Model, PRIMARY } from '../../cards/button.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import type { Context } from '../../cards/words/row.ts';
import { monthWords } from '../../cards/words/schedule-words.ts';

const maxChoiceChars = 80;
const maxNameChars = 30;

/** Data for cards/broadcast/form.json: the form for writing or correcting, as a card and in a dialog. */
export function formModel(
  view: BroadcastFormView,
  problems: readonly BroadcastProblem[],
  previews: readonly PreviewModel[],
  context: Context,
): Model {
  const { say, lang } = context;
  const { id, version, withAudience, refusal } = view;
  const find = { do: 'broadcast.find', id, version, withAudience, lang } as const;
  const save: NewBroadcastAction = withAudience
    ? { do: 'broadcast.save', id, version, lang }
    : { do: 'broadcast.correct', id, version, lang };
  const written = version === 0 ? 'broadcast.form' : 'broadcast.form.edit';
  const title = say(withAudience ? written : 'broadcast.form.correction');
  const look = submit(say('broadcast.form.preview'), { ...find, shows: true });
  const button = act(say(withAudience ? 'broadcast.form.save' : 'broadcast.form.correct'), save, PRIMARY);
  const base = baseModel(title, refusal === null ? {} : { refusal }, [button, look], context);
  const amiss = problems.map(({ what, number, name = '' }) => ({
    text: escapeMarkdown(say(`broadcast.problem.${what}`, { number: number.toLocaleString(lang), name })),
    color: 'Attention',
  }));
  const hint = withAudience ? [] : [{ text: say('broadcast.form.correction.text'), color: 'Default' }];
  return {
    ...base,
    ...(amiss.length > 0 && { speak: say('broadcast.problems') }),
    notes: [...(base['notes'] as readonly Json[]), ...amiss, ...hint],
    find: [act(say('broadcast.form.find'), { ...find, shows: false })],
    previews,
    parts: partsOf(view, context),
    ...messageInputs(view, context),
    ...attachmentInputs(view, context),
    hasAudience: withAudience,
    keep: { title: say('broadcast.form.keep'), value: view.fields.keep },
    ...audienceInputs(view, context),
  };
}

/** Without the Action.Execute that others have beside it: a form that is full has no room for its data twice. */
function submit(title: string, action: NewBroadcastAction): Json {
  return { type: 'Action.Submit', title, data: broadcastData(action) };
}

/** What is rarely filled in is folded until it is pressed, or holds something. */
function partsOf({ fields }: BroadcastFormView, { say }: Context): Json {
  const { titleEn, bodyEn, links, pictures, initiatives, highlights, findInitiatives, list, exclude } =
    fields;
  const filled = {
    english: [titleEn, bodyEn],
    linked: [links, pictures],
    attached: [initiatives, highlights === 'none' ? '' : highlights, findInitiatives],
    named: [list, exclude],
  };
  const names = ['english', 'linked', 'attached', 'named'] as const;
  return Object.fromEntries(
    names.map((name) => {
      const isOpen = filled[name].some((text) => text !== '');
      return [name, { title: say(`broadcast.form.part.${name}`), isOffered: !isOpen, isOpen }];
    }),
  );
}

type TextField = Exclude<
  keyof BroadcastFormView['fields'],
  'importance' | 'initiatives' | 'highlights' | 'acknowledge' | 'audience' | 'keep'
>;

/** Every input has its `maxLength`: what is longer would not come back from the form as it was. */
function textInput(id: TextField, maxLength: number, { fields }: BroadcastFormView, { say }: Context): Json {
  return { [id]: { label: say(`broadcast.form.${id}`), value: fields[id], maxLength } };
}

function messageInputs(view: BroadcastFormView, context: Context): Json {
  const { say } = context;
  const { title, body, sender, contact, links } = formLimits;
  return {
    ...textInput('titleJa', title, view, context),
    ...textInput('bodyJa', body, view, context),
    bodyHint: escapeMarkdown(say('broadcast.form.body.hint')),
    ...textInput('titleEn', title, view, context),
    ...textInput('bodyEn', body, view, context),
    ...textInput('sender', sender, view, context),
    ...textInput('contact', contact, view, context),
    important: { title: say('broadcast.form.important'), value: view.fields.importance },
    ...textInput('links', links, view, context),
    hasPictures: view.pictureHosts.length > 0 || view.fields.pictures !== '',
    ...textInput('pictures', formLimits.pictures, view, context),
    picturesHint: escapeMarkdown(
      say('broadcast.form.pictures.hint', { hosts: view.pictureHosts.join(', ') }),
    ),
  };
}

function attachmentInputs(view: BroadcastFormView, context: Context): Json {
  const { say } = context;
  const { initiatives, months, fields } = view;
  const choices = initiatives.choices.map((row) => choice(initiativeWords(row, context), row.id));
  return {
    hasInitiativeSearch: initiatives.search !== null,
    ...textInput('findInitiatives', formLimits.words, view, context),
    initiativesFound: foundWords(initiatives.search, context),
    hasInitiatives: choices.length > 0,
    initiatives: { label: say('broadcast.form.initiatives'), value: fields.initiatives, choices },
    highlights: {
      label: say('broadcast.form.highlights'),
      value: fields.highlights === '' ? 'none' : fields.highlights,
      choices: [
        choice(say('broadcast.form.highlights.none'), 'none'),
        ...months.map((month) =>
          choice(say('broadcast.form.highlights.month', { month: monthWords(month, context) }), month),
        ),
      ],
    },
    acknowledge: { title: say('broadcast.form.acknowledge'), value: fields.acknowledge },
  };
}

function audienceInputs(view: BroadcastFormView, context: Context): Json {
  const { say } = context;
  const { places, uploads, fields } = view;
  const choices = [
    choice(say('broadcast.audience.people'), 'people'),
    choice(say('broadcast.audience.channels'), 'channels'),
    choice(say('broadcast.audience.guests'), 'guests'),
    ...uploads.flatMap(({ id, name, count }) => {
      const file = { name: truncate(name, maxNameChars), count };
      return [
        choice(say('broadcast.audience.upload', file), `upload:${id}`),
        choice(say('broadcast.audience.without', file), `without:${id}`),
      ];
    }),
    ...places.choices.map((place) => choice(placeWords(shortened(place), say), place.value)),
  ];
  return {
    hasPlaceSearch: places.search !== null,
    ...textInput('findPlaces', formLimits.words, view, context),
    placesFound: foundWords(places.search, context),
    audience: { label: say('broadcast.form.audience'), value: fields.audience, choices },
    ...textInput('list', formLimits.list, view, context),
    ...textInput('exclude', formLimits.exclude, view, context),
  };
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

/**
 * What came of a search, or ''. The form looks by a button, not by the client's own look-up while typing: on mobile
 * that does not work (github.com/microsoft/AdaptiveCards/issues/8823).
 */
function foundWords(search: FormSearch | null, { say }: Context): string {
  if (search === null || search.found === null) return '';
  const { count, shown } = search.found;
  const words = truncate(search.words.trim(), maxChoiceChars);
  if (count === 0) return escapeMarkdown(say('broadcast.form.foundNone', { words }));
  return escapeMarkdown(
    shown < count
      ? say('broadcast.form.foundMany', { words, count, shown })
      : say('broadcast.form.found', { words, count }),
  );
}
