import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digestOfFiles } from '../../dataset/digest.ts';
import { parseConfig } from '../../config.ts';
import { DatasetError, datasetOf, readDatasetFiles } from '../../dataset/load/dataset.ts';
import { packed, unpacked } from '../../dataset/load/packed-files.ts';
import { editionOf } from '../../editions/edition.ts';
import { openStorage, type Storage } from '../../storage/open.ts';
import { stateOf } from '../data-dir.ts';
import { noteExport, openRecords } from '../records.ts';
import { misused, readArguments, refuse } from '../usage.ts';

const USAGE = `npm run dataset -- list
npm run dataset -- export ID DIR   # the edition's files into a new folder
npm run dataset -- import DIR      # keeps the folder as an edition; it does not answer yet
npm run dataset -- activate ID     # the edition answers from now on

With PostgreSQL while the bot runs: every instance follows within seconds. import and activate need the embedded
database for themselves: stop the bot first. list and export may run beside it.`;

const MOST = 1000;

const { positionals } = readArguments(USAGE, { allowPositionals: true });
const [command, ...args] = positionals;
const commands: Readonly<Record<string, (...args: string[]) => Promise<void>>> = {
  list,
  export: exportTo,
  import: importFrom,
  activate,
};
await (commands[command ?? ''] ?? (() => misused(USAGE, 'which command?')))(...args);

async function list(): Promise<void> {
  const storage = openRecords();
  const active = await storage.editions.active();
  for (const edition of await storage.editions.list(MOST)) {
    const mark = edition.id === active?.id ? '*' : ' ';
    const year = edition.fiscalYear === null ? '' : ` FY${String(edition.fiscalYear)}`;
    const made = `${new Date(edition.madeAt).toISOString()} by ${edition.madeBy}`;
    console.log(
      `${mark} ${edition.id} ${edition.asOf ?? '-'}${year} ${edition.title} (${edition.sourceFile}, ${made})`,
    );
  }
  await storage.close();
}

async function exportTo(id?: string, dir?: string): Promise<void> {
  if (id === undefined || dir === undefined) misused(USAGE, 'which edition, and into which folder?');
  if (existsSync(dir)) refuse(`${dir} exists: give another name`);
  const storage = openRecords();
  const files = await storage.editions.files(id);
  await storage.close();
  if (!files) refuse(`there is no edition ${id}`);
  await noteExport('edition', id, path.resolve(dir));
  for (const [name, text] of await unpacked(files)) {
    const file = path.join(dir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  console.log(`${id} → ${dir}`);
}

async function importFrom(dir?: string): Promise<void> {
  if (dir === undefined) misused(USAGE, 'which folder?');
  const files = readDatasetFiles(dir);
  const { source } = checked(files, dir);
  const edition = editionOf(digestOfFiles(files), source, { madeBy: 'cli', madeAt: Date.now() });
  const entry = { at: edition.madeAt, actor: 'cli', action: 'edition.add', subject: edition.id, detail: {} };
  const storage = await openState();
  const isNew = await storage.editions.add(edition, await packed(files), entry);
  await storage.close();
  console.log(`${edition.id}${isNew ? '' : ' (there already)'}`);
}

async function activate(id?: string): Promise<void> {
  if (id === undefined) misused(USAGE, 'which edition?');
  const storage = await openState();
  const { editions } = storage;
  const files = await editions.files(id);
  if (!files) refuse(`there is no edition ${id}`);
  checked(await unpacked(files), id);
  const before = (await editions.active())?.id ?? null;
  const detail = { replaces: before };
  const entry = { at: Date.now(), actor: 'cli', action: 'edition.activate', subject: id, detail };
  const done = before === id || (await editions.activate(id, before, entry));
  await storage.close();
  if (!done) refuse('another edition has been activated meanwhile: look at the list and try again');
  console.log(`${id} answers`);
}

/** What cannot be answered from is named, and ends the process. */
function checked(files: Parameters<typeof datasetOf>[0], name: string): ReturnType<typeof datasetOf> {
  try {
    return datasetOf(files);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    return refuse(`${name}: ${error.message}`);
  }
}

async function openState(): Promise<Storage> {
  // Needs no credentials: as the sandbox.
  const result = parseConfig(process.env, ['--sandbox']);
  if (!result.ok) refuse(result.problems.join('\n'));
  try {
    const storage = openStorage(stateOf(result.config));
    await storage.ready();
    return storage;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}
