import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { decideMove, decideWish } from '../../src/adoption/decide/decide-step.ts';
import type { Lang } from '../../src/question/answer.ts';
import { loadCardKit } from '../../src/cards/load.ts';
import { createHighlightsCards } from '../../src/highlights/cards/cards.ts';
import { contentFor } from '../../src/highlights/tick.ts';
import { makeReportFile, type ReportServices, takenOverIn } from '../../src/report/chat.ts';
import type { MonthlyReport } from '../../src/report/report.ts';
import type { Storage } from '../../src/storage/open.ts';
import { datasetOf } from '../question/support/dataset.ts';
import { openEmpty } from '../storage/empty.ts';

const timeZone = 'Asia/Tokyo';
const data = datasetOf({ rows: [] });
const knowledge = () => ({ data, engine: null as never });

let dir: string;
let storage: Storage;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-taken-over-'));
  storage = await openEmpty(dir);
});
afterEach(async () => {
  await storage.close();
  rmSync(dir, { recursive: true });
});

/** A department begins to try something at that time. */
async function tries(name: string, iso: string): Promise<void> {
  const at = Date.parse(iso);
  const person = { id: 'hr', name: '人事' };
  const initiative = { id: name, department: '緑区役所', name };
  const begun = decideWish(null, { initiative, department: '会計課', person, why: '' }, at);
  if (begun === null || 'refusal' in begun) throw new Error(JSON.stringify(begun));
  const move = { to: 'trying', note: '', version: begun.next.version } as const;
  const moved = decideMove(begun.next, move, { person, roles: new Set(['admin'] as const) }, at);
  if ('refusal' in moved) throw new Error(JSON.stringify(moved));
  for (const change of [begun, moved])
    await storage.adoptions.commit(
      change,
      { at, actor: 'hr', action: 'test', subject: name, detail: {} },
      [],
    );
}

const highlights = (month: string) =>
  contentFor(
    {
      store: storage.highlights,
      knowledge,
      takenOver: (of) => takenOverIn(storage.reports, of, timeZone),
    },
    { recipientId: 'p', departments: [], themes: [] },
    month,
  );

async function report(month: string): Promise<MonthlyReport> {
  const reports: MonthlyReport[] = [];
  const sources = {
    coverage: () => Promise.resolve([]),
    openQuestions: () => Promise.resolve({ groups: [], unlisted: 0 }),
    confirmations: () => Promise.resolve(null),
  };
  const cards = {
    file: (made: MonthlyReport) => {
      reports.push(made);
      return null;
    },
  };
  const parts = { store: storage.reports, sources, knowledge, timeZone, cards };
  const make = makeReportFile(parts as unknown as ReportServices);
  await make(month, 'ja', { roles: new Set(['admin']) } as never);
  return reports[0]!;
}

test("the month's report and the highlights after it count the same month of the city", async () => {
  await tries('九月末', '2026-09-30T23:59:59+09:00');
  await tries('一日', '2026-10-01T00:00:00+09:00');
  await tries('末日', '2026-10-31T23:59:59+09:00');
  await tries('今月', '2026-11-01T00:00:00+09:00');
  const names = (taken: readonly { readonly name: string }[]) => taken.map(({ name }) => name);
  const posted = (await highlights('2026-11')).takenOver!;
  const { spread } = await report('2026-10');
  expect(names(posted)).toEqual(['末日', '一日']);
  expect(names(spread.taken)).toEqual(['末日', '一日']);
  expect(spread.trying).toBe(2);
});

test.each<[Lang, string, string]>([
  ['ja', '2026-11', '2026年10月の横展開：会計課「対話」（試行）'],
  ['ja', '2027-01', '2026年12月の横展開：会計課「対話」（試行）'],
  ['en', '2026-11', 'Taken up in October 2026: 会計課, “対話”'],
])('%s, highlights of %s: %s', async (lang, month, words) => {
  const cards = createHighlightsCards(loadCardKit());
  const taken = [{ name: '対話', department: '会計課', state: 'trying' as const }];
  const content = { ...(await highlights(month)), takenOver: taken };
  expect(JSON.stringify(cards.highlights(content, data, lang))).toContain(words);
});
