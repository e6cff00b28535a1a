import type { Dataset } from '../../dataset/schema.ts';
import type { Reason } from '../answer.ts';
import { fold, sourceOf } from '../../text/fold.ts';
import { cleanQuestion } from '../read/clean.ts';
import type { Posting, RowIndex } from '../index/rows/row-index.ts';
import type { SoftTopic } from './weigh/soft-topics.ts';

/** Says in the row's own words where it has what was asked for. */
export function reasonOf(dataset: Dataset, posting: Posting, asked: string): Reason {
  const row = dataset.initiatives[posting.row]!;
  const field = posting.field === 'english' ? 'summary' : posting.field;
  const concept = dataset.concepts[posting.concept];
  let found = concept?.label.ja ?? asked;
  if (posting.start >= 0 && posting.field !== 'english') {
    const source = {
      name: row.name,
      summary: row.summary,
      remarks: row.remarks,
      schedule: row.schedule.text,
    }[posting.field as 'name' | 'summary' | 'remarks' | 'schedule'];
    const folded = fold(source);
    found = source.slice(folded.at[posting.start], folded.at[posting.end]);
  }
  return { kind: posting.concept >= 0 ? 'concept' : 'text', field, asked, found };
}

/** What a row that none of the question's words found says that is likely the same: 昇任 ≈ 昇進; null when nothing does. */
export function likeReason(
  row: number,
  question: string,
  topics: readonly SoftTopic[],
  { dataset, index }: { readonly dataset: Dataset; readonly index: RowIndex },
): Reason | null {
  for (const { concept, words } of topics) {
    const posting = index.evidence(row, concept, '');
    const asked = wordsAsWritten(question, words.trim());
    if (posting !== null && asked !== null) return { ...reasonOf(dataset, posting, asked), kind: 'like' };
  }
  return null;
}

/** Folded words as the question has them; null where it has them in other letters (romaji). */
function wordsAsWritten(question: string, words: string): string | null {
  const folded = fold(cleanQuestion(question));
  const at = folded.text.indexOf(words);
  return at < 0 ? null : sourceOf(folded, at, at + words.length);
}
