import type { DepartmentsFile, InitiativesFile } from './schema.ts';

/** The text of a data file: pretty, and the same for the same contents. */
export function toJson(file: InitiativesFile | DepartmentsFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}
