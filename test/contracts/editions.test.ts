import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { digestOfFiles } from '../../src/dataset/digest.ts';
import { datasetOf, loadDataset, readDatasetFiles } from '../../src/dataset/load/dataset.ts';
import { packed, unpacked } from '../../src/dataset/load/packed-files.ts';
import type { Dataset } from '../../src/dataset/schema.ts';
import { type Edition, editionOf } from '../../src/editions/edition.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { systemClock } from '../../src/calendar/clock.ts';
import { createEngine } from '../../src/question/engine.ts';
import { startEditions } from '../../src/start/data/editions.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { stubKnowledge } from '../bot/stubs.ts';
import { onBothDatabases } from './both.ts';
import { patient, startPostgres } from './postgres.ts';

const DATA = join(import.meta.dirname, '../../data');
/** The shipped files, as if the document did not say of which year it is. */
const files = new Map(readDatasetFiles(DATA)).set('initiatives.json', withoutYear(loadDataset(DATA)));
const folder = { files, data: datasetOf(files) };
const made = { madeBy: 'person-1', madeAt: 1000 };
const first = editionOf(digestOfFiles(folder.files), folder.data.source, made);

function withoutYear({ source, initiatives }: Dataset): string {
  const { fiscalYear: _, ...rest } = source;
  return JSON.stringify({ source: rest, initiatives });
}

/** The folder's files with another title. */
function retitled(title: string) {
  const initiatives = JSON.parse(folder.files.get('initiatives.json')!) as { source: { title: string } };
  initiatives.source.title = title;
  const files = new Map([...folder.files, ['initiatives.json', JSON.stringify(initiatives)]]);
  return { files, edition: editionOf(digestOfFiles(files), datasetOf(files).source, made) };
}
const entry = (action: string, subject: string) => ({
  at: 2000,
  actor: 'person-2',
  action,
  subject,
  detail: {},
});
const add = async (storage: Storage, edition: Edition, files: ReadonlyMap<string, string>) =>
  await storage.editions.add(edition, await packed(files), entry('edition.add', edition.id));
const activate = (storage: Storage, id: string, replaces: string | null) =>
  storage.editions.activate(id, replaces, entry('edition.activate', id));

onBothDatabases((storage) => {
  test('an edition is kept whole, once, and comes back as it was', async () => {
    expect(await add(storage(), first, folder.files)).toBe(true);
    expect(await add(storage(), first, folder.files)).toBe(false);
    expect(await storage().editions.get(first.id)).toEqual(first);
    const files = await unpacked((await storage().editions.files(first.id))!);
    expect(files).toEqual(new Map(folder.files));
    expect(datasetOf(files).initiatives).toEqual(folder.data.initiatives);
    expect(await storage().editions.files('e-nothing')).toBeNull();
    const trail = await storage().broadcasts.auditRows({ after: 0, limit: 10 });
    expect(trail.map(({ action }) => action)).toEqual(['edition.add']);
  });

  test('one answers; what was decided on another than the one that answers changes nothing', async () => {
    const { files, edition } = retitled('令和9年度の取組');
    await add(storage(), first, folder.files);
    await add(storage(), edition, files);
    expect(await storage().editions.active()).toBeNull();
    expect(await activate(storage(), first.id, null)).toBe(true);
    expect(await activate(storage(), edition.id, null)).toBe(false);
    expect(await activate(storage(), 'e-nothing', first.id)).toBe(false);
    expect(await storage().editions.active()).toEqual({ id: first.id, turn: 1, since: 2000 });
    expect(await activate(storage(), edition.id, first.id)).toBe(true);
    expect(await activate(storage(), edition.id, first.id)).toBe(false);
    expect(await storage().editions.active()).toEqual({ id: edition.id, turn: 2, since: 2000 });
    const trail = await storage().broadcasts.auditRows({ after: 0, limit: 10 });
    expect(trail.filter(({ action }) => action === 'edition.activate').map(({ subject }) => subject)).toEqual(
      [first.id, edition.id],
    );
  });

  test('of each stated year the edition that answered last stands for it, and no draft', async () => {
    const named = (title: string, madeBy: string, madeAt: number) => {
      const { edition, files } = retitled(title);
      return { edition: { ...edition, madeBy, madeAt }, files };
    };
    const seven = named('令和7年度の取組', 'cli', 1000);
    const eight = named('令和8年度の取組', 'person-1', 2000);
    const again = named('令和8年度の取組（改訂）', 'person-1', 3000);
    const nine = named('令和9年度の取組（案）', 'person-1', 4000);
    await add(storage(), first, folder.files);
    for (const { edition, files } of [seven, eight, again, nine]) await add(storage(), edition, files);
    await activate(storage(), first.id, null);
    expect(await storage().editions.ofYears()).toEqual([seven.edition]);
    await activate(storage(), again.edition.id, first.id);
    expect(await storage().editions.ofYears()).toEqual([again.edition, seven.edition]);
    const later = { ...entry('edition.activate', eight.edition.id), at: 3000 };
    await storage().editions.activate(eight.edition.id, again.edition.id, later);
    expect(await storage().editions.ofYears()).toEqual([eight.edition, seven.edition]);
  });

  test('of several who activate at once one does', async () => {
    await add(storage(), first, folder.files);
    await activate(storage(), first.id, null);
    const others = ['甲', '乙', '丙'].map(retitled);
    for (const { edition, files } of others) await add(storage(), edition, files);
    const done = await Promise.all(others.map(({ edition }) => activate(storage(), edition.id, first.id)));
    expect(done.filter((each) => each)).toHaveLength(1);
    const winner = others[done.indexOf(true)]!.edition.id;
    expect(await storage().editions.active()).toMatchObject({ id: winner, turn: 2 });
  });
});

test('the fiscal year is what the document states, never what the month suggests', () => {
  expect(first).toMatchObject({ asOf: '2026-06', fiscalYear: null });
  expect(retitled('令和９年度　取組一覧').edition.fiscalYear).toBe(2027);
  expect(retitled('令和元年度 取組一覧').edition.fiscalYear).toBe(2019);
  expect(retitled('2028年度 取組一覧').edition.fiscalYear).toBe(2028);
  const shipped = readDatasetFiles(DATA);
  expect(editionOf(digestOfFiles(shipped), datasetOf(shipped).source, made).fiscalYear).toBe(2026);
});

/** An instance that follows the store. */
function follower(storage: Storage, warnings: string[] = []) {
  const knowledge = createKnowledge({
    ...stubKnowledge(),
    data: folder.data,
    engine: createEngine(folder.data),
  });
  const editions = startEditions({
    storage,
    knowledge,
    folder,
    clock: systemClock,
    onError: (error) => {
      throw error;
    },
    log: { info: () => undefined, warn: (_: unknown, message?: string) => warnings.push(message ?? '') },
    tickMs: 50,
  });
  return { knowledge, editions };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 600) throw new Error(`never so: ${holds.toString()}`);
    await sleep(50);
  }
}

test('two instances on PostgreSQL fill an empty store once, and both follow what is activated and put back', async () => {
  const server = await startPostgres();
  const databaseUrl = await server.createDatabase();
  const storages = [0, 1].map(() => openStorage({ dataDir: tmpdir(), databaseUrl, pool: patient }));
  const both = storages.map((storage) => follower(storage));
  for (const { editions } of both) await editions.follow();
  expect(await storages[1]!.editions.active()).toMatchObject({
    id: editionOf(digestOfFiles(folder.files), folder.data.source, made).id,
    turn: 1,
  });
  const { files, edition } = retitled('新しい版');
  await add(storages[0]!, edition, files);
  await activate(storages[0]!, edition.id, first.id);
  await until(() => both.every(({ knowledge }) => knowledge().data.source.title === '新しい版'));
  await activate(storages[1]!, first.id, edition.id);
  await until(() =>
    both.every(({ knowledge }) => knowledge().data.source.title === folder.data.source.title),
  );
  for (const { editions } of both) await editions.stop();
  for (const storage of storages) await storage.close();
  await server.stop();
}, 400_000);

test('a folder that has changed since is reported and not taken', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-editions-'));
  const storage = openStorage({ dataDir });
  await storage.ready();
  const { files, edition } = retitled('前からある版');
  await add(storage, edition, files);
  await activate(storage, edition.id, null);
  const warnings: string[] = [];
  const { knowledge, editions } = follower(storage, warnings);
  await editions.follow();
  expect(warnings).toEqual(['the dataset folder has changed: not taken']);
  expect(knowledge().data.source.title).toBe('前からある版');
  await editions.stop();
  await storage.close();
  rmSync(dataDir, { recursive: true });
});
