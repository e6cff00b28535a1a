import { problemsOfNewWords, SYNONYMS } from '../edition/concept-words.ts';
import type { Dataset } from '../schema.ts';
import { type DatasetFiles, DatasetError, datasetOf } from './dataset.ts';

/** What files come to: a dataset, or everything that is wrong with them, each with its file and place. */
type Checked =
  | { readonly ok: true; readonly data: Dataset }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Files that are to take the place of others, which may be none: whoever has made them, and by whatever way they come. */
export function checkedFiles(files: DatasetFiles, before: DatasetFiles): Checked {
  try {
    const data = datasetOf(files);
    const problems = wordProblems(files, before, data);
    return problems.length > 0 ? { ok: false, problems } : { ok: true, data };
  } catch (error) {
    if (error instanceof DatasetError) return { ok: false, problems: error.problems };
    throw error;
  }
}

/** Words that were another concept's until now, or are of none: somebody has to say which is meant. */
function wordProblems(files: DatasetFiles, before: DatasetFiles, data: Dataset): readonly string[] {
  const [is, was] = [files, before].map((each) => each.get(SYNONYMS) ?? '') as [string, string];
  if (is === was) return [];
  const concepts = {
    was: before.has('initiatives.json') ? datasetOf(before).concepts : [],
    is: data.concepts,
  };
  return problemsOfNewWords({ before: was, after: is }, concepts);
}
