import { recogniseProblem } from '../../dataset/edition/problems.ts';
import { type Context, initiativeName } from './row.ts';
import { listWords } from './schedule-words.ts';

/** What is amiss with a draft of the data, to who suggested it; what only operators can meet stays as it is. */
export function problemWords(description: string, context: Context): string {
  const known = recogniseProblem(description);
  if (known === null) return description;
  const { say, data, lang } = context;
  const params = Object.entries(known.params).map(([name, value]) => {
    if (name === 'concept' || name === 'other') return [name, conceptName(value, context)];
    if (name === 'concepts') {
      const labels = value.split(/ and | → /).map((id) => conceptName(id, context));
      return [name, listWords([...new Set(labels)], say)];
    }
    if (name !== 'id') return [name, value];
    const row = data.initiatives.find(({ id }) => id === value);
    return [name, row ? initiativeName(row, data, lang) : value];
  });
  return say(`problem.${known.problem}`, Object.fromEntries(params) as Readonly<Record<string, string>>);
}

function conceptName(id: string, { data, lang }: Context): string {
  return data.concepts.find((concept) => concept.id === id)?.label[lang] ?? id;
}
