import type { QuestionContext } from './answer.ts';

/** The lists of the answers before that the rows were picked from, or the one row that a refinement left. */
export function listsAround(
  ids: readonly string[],
  previous: QuestionContext,
): Pick<QuestionContext, 'listed' | 'widest'> {
  const [listed, ...wider] = [previous.ids, previous.listed ?? [], previous.widest ?? []].filter(
    (list) => list.length > ids.length && ids.every((id) => list.includes(id)),
  );
  const widest = wider.at(-1);
  return { ...(listed && { listed }), ...(widest && { widest }) };
}

/** All rows that were shown, the latest first: those answered last, the list that they are from, those of earlier answers. */
export const shownIn = (context: QuestionContext): readonly string[] => [
  ...context.ids,
  ...(context.listed ?? []),
  ...(context.earlier ?? []),
];

/** So many rows of earlier answers are remembered, of each answer so many. */
const MAX_EARLIER = 24;
const MAX_OF_EACH = 8;

/** What the answers before the next one have shown, without the rows that are answered now. */
export function earlierOf(
  ids: readonly string[],
  previous: QuestionContext | null,
): Pick<QuestionContext, 'earlier'> {
  if (previous === null) return {};
  const shown = [
    ...previous.ids.slice(0, MAX_OF_EACH),
    ...(previous.listed ?? []).slice(0, MAX_OF_EACH),
    ...(previous.earlier ?? []),
  ];
  const earlier = [...new Set(shown)].filter((id) => !ids.includes(id)).slice(0, MAX_EARLIER);
  return earlier.length === 0 ? {} : { earlier };
}

/** After somebody has opened a row: it is what is spoken of, picked from the rows of before where it is one of them. */
export function openedContext(previous: QuestionContext | null, id: string): QuestionContext {
  if (previous === null) return { query: null, ids: [id], shown: 1 };
  const { query, revision } = previous;
  return {
    query,
    ...(revision !== undefined && { revision }),
    ids: [id],
    shown: 1,
    ...listsAround([id], previous),
    ...earlierOf([id], previous),
  };
}
