import { expect, test } from '@jest/globals';
import { createReportCards } from '../../src/report/cards.ts';
import type { MonthlyReport } from '../../src/report/report.ts';
import { readXlsx } from '../../src/dataset/office/forms/xlsx.ts';
import { unzipOffice } from '../../src/dataset/office/forms/zip.ts';
import { DATA } from '../cards/fixtures.ts';
import { kit } from '../cards/kit.ts';

const cards = createReportCards(kit);
const place = { data: DATA, lang: 'ja' } as const;
const report = (over: Partial<MonthlyReport> = {}): MonthlyReport => ({
  month: '2026-10',
  questions: { asked: 0, themes: [] },
  unanswered: { kept: 3, wrong: 0, liked: 0, answered: 2, open: { groups: [], unlisted: 0 } },
  spread: { interested: 0, trying: 0, adopted: 0, declined: 0, taken: [] },
  coverage: [],
  reach: { highlights: 7, broadcasts: 11 },
  confirmations: null,
  ...over,
});
const shown = (of: MonthlyReport) => JSON.stringify(cards.report(of, place));
const sheets = (of: MonthlyReport) =>
  readXlsx(unzipOffice(cards.file(of, place).bytes)).map(({ lines }) =>
    lines.map(({ cells }) => cells.map(({ text }) => text)),
  );

test('what is open is announced where there is some, with all that no list has', () => {
  expect(shown(report())).toContain('回答済み2種類');
  expect(shown(report())).not.toContain('まだ回答のない質問');
  const open = { groups: [{ label: '食堂', count: 4 }], unlisted: 20 };
  const some = report({ unanswered: { kept: 3, wrong: 0, liked: 0, answered: 2, open } });
  expect(shown(some)).toContain('まだ回答のない質問21種類');
  expect(shown(some)).toContain('食堂：4件');
  expect(Object.fromEntries(sheets(some)[0]!) as unknown).toMatchObject({
    まだ回答のない質問の種類: '21',
    'うち、回数が少なく一覧にないもの': '20',
  });
});

test('what has gone from one department through others is shown with its whole way', () => {
  const taken = [
    {
      name: '対話',
      before: ['緑区役所', '中央区役所'],
      from: '南区役所',
      department: '会計課',
      state: 'trying',
    },
    { name: '面談', before: [], from: '消防局', department: '会計課', state: 'adopted' },
  ] as const;
  const spread = { interested: 0, trying: 1, adopted: 1, declined: 0, taken };
  const card = shown(report({ spread }));
  expect(card).toContain('緑区役所 → 中央区役所 → 南区役所 → 会計課「対話」試行');
  expect(card).toContain('消防局 → 会計課「面談」導入');
  expect(sheets(report({ spread }))[3]!.slice(1)).toEqual([
    ['緑区役所 → 中央区役所 → 南区役所', '会計課', '対話', '試行'],
    ['消防局', '会計課', '面談', '導入'],
  ]);
});

test('the reach of a month stands on the card and in the workbook', () => {
  expect(shown(report())).toContain('ハイライト7通、お知らせ11通');
  expect(Object.fromEntries(sheets(report())[0]!) as unknown).toMatchObject({
    届いたハイライト: '7',
    届いたお知らせ: '11',
  });
});
