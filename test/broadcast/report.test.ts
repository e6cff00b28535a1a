import { describe, expect, test } from '@jest/globals';
import { reportWords } from '../../src/broadcast/cards/report-words.ts';
import { createProgressReader } from '../../src/broadcast/jobs/progress-view.ts';
import { reportCsv } from '../../src/broadcast/jobs/report.ts';
import type { DeliveryCounts } from '../../src/delivery/ports.ts';
import { kit } from '../cards/kit.ts';
import {
  buttonData,
  everybodyIsThere,
  lastCard,
  presses,
  READERS,
  sent,
  storage,
  useOffice,
} from './office.ts';
import { noDeliveries } from '../delivery/no-deliveries.ts';

describe('the report', () => {
  useOffice();

  test('says who has confirmed and who was asked and has not', async () => {
    await everybodyIsThere();
    await sent();
    const [, reader] = READERS;
    await presses(reader!, lastCard(reader!).id, buttonData(lastCard(reader!).body, '確認しました'));
    const [broadcast] = await storage.broadcasts.list({ limit: 1 });
    const read = async (acknowledge: boolean, lang: 'ja' | 'en') => {
      let csv = '';
      const asked = { ...broadcast!, content: { ...broadcast!.content, acknowledge } };
      const words = reportWords({ say: kit.say[lang], lang }, 'Asia/Tokyo');
      for await (const part of reportCsv({ ledger: storage.ledger, store: storage.broadcasts }, asked, words))
        csv += part;
      return READERS.map(
        (person) =>
          csv
            .split('\r\n')
            .find((line) => line.includes(person))!
            .split(',')[7],
      );
    };
    expect(await read(true, 'ja')).toEqual(['未確認', '確認済み', '未確認']);
    expect(await read(true, 'en')).toEqual(['No', 'Yes', 'No']);
    expect(await read(false, 'ja')).toEqual(['', '確認済み', '']);
  });
});

describe('the pace', () => {
  const stage = { kind: 'post', messages: [{ id: 'm', kind: 'post', originalId: null }] } as const;
  const reader = () => {
    let counts = noDeliveries;
    const read = createProgressReader({
      counts: () => Promise.resolve(counts),
      reasons: () => Promise.resolve([]),
    });
    return async (now: Partial<DeliveryCounts>, at: number) => {
      counts = { ...noDeliveries, ...now };
      return (await read(stage, at)).ratePerSecond;
    };
  };

  test('is what was done since the last look', async () => {
    const look = reader();
    expect(await look({ pending: 100 }, 0)).toBeNull();
    expect(await look({ pending: 50, sent: 50 }, 5000)).toBe(10);
  });

  test('says nothing of what is sent again a minute after others', async () => {
    const look = reader();
    expect(await look({ pending: 3, skipped: 1 }, 0)).toBeNull();
    expect(await look({ pending: 1, sent: 1, unknown: 1, skipped: 1 }, 60_000)).toBeNull();
  });
});
