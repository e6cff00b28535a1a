import type { YearMonth } from '../calendar/month.ts';
import { fiscalYearOfDocument } from '../dataset/fiscal-year.ts';
import type { Source } from '../dataset/schema.ts';

/** One state of what the bot knows, whole and never changed. */
export interface Edition {
  /** `e-` and a digest of its files: the same contents are the same edition. */
  readonly id: string;
  readonly title: string;
  /** Month of the document; null where it says none. */
  readonly asOf: YearMonth | null;
  /** The document's, from April; null where nobody has said it. */
  readonly fiscalYear: number | null;
  /** The file that it was made from, and its SHA-256. */
  readonly sourceFile: string;
  readonly sha256: string;
  /** Entra object id, or where it came from: `folder`, `cli`. */
  readonly madeBy: string;
  /** Epoch ms. */
  readonly madeAt: number;
}

/** The edition that files of this digest are. */
export function editionOf(digest: string, source: Source, made: Pick<Edition, 'madeBy' | 'madeAt'>): Edition {
  const { title, date, file, sha256 } = source;
  const fiscalYear = fiscalYearOfDocument(source);
  return { id: `e-${digest}`, title, asOf: date, fiscalYear, sourceFile: file, sha256, ...made };
}
