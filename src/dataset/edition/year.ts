import { withFiscalYear } from '../fiscal-year.ts';
import { toJson } from '../json.ts';
import type { DatasetFiles } from '../load/dataset.ts';
import type { InitiativesFile } from '../schema.ts';

/** The files of a document of which somebody has said the fiscal year. */
export function filesOfYear(files: DatasetFiles, fiscalYear: number): DatasetFiles {
  const { source, ...rest } = JSON.parse(files.get('initiatives.json')!) as InitiativesFile;
  return new Map(files).set(
    'initiatives.json',
    toJson({ source: withFiscalYear(source, fiscalYear), ...rest }),
  );
}
