import type { Dataset } from '../../dataset/schema.ts';
import type { Reason } from '../answer.ts';
import { fold } from '../../text/fold.ts';
import type { Posting } from '../index/row-index.ts';

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
