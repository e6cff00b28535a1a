import { createHash } from 'node:crypto';
import type { DatasetFiles } from './load/dataset.ts';
import type { Initiative } from './schema.ts';

/** A short fingerprint of what a row says, which changes when any of it does. */
export function digestOf({ department, name, summary, schedule, remarks, stage }: Initiative): string {
  return createHash('sha256')
    .update(JSON.stringify([department, name, summary, schedule.text, remarks, stage]))
    .digest('base64url')
    .slice(0, 12);
}

/** A fingerprint of whole files: the same files have the same, whatever their order. */
export function digestOfFiles(files: DatasetFiles): string {
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort()) {
    const text = files.get(name)!;
    hash.update(`${name}\0${String(text.length)}\0${text}`);
  }
  return hash.digest('hex').slice(0, 16);
}
