import { describe, expect, test } from '@jest/globals';
import type { DocumentRow } from '../../src/dataset/document.ts';
import { assignIds } from '../../src/dataset/identity.ts';
import { parseSchedule } from '../../src/dataset/schedule.ts';

function row(department: string, name: string, summary = '', line = 1): DocumentRow {
  return {
    department,
    name,
    summary,
    schedule: parseSchedule('R8.4'),
    stage: null,
    remarks: '',
    source: { line, text: name },
  };
}

const MEETING = row('緑区役所', '1 on 1 ミーティング', '管理職等における1 on 1 ミーティングを予定');
const OFFICE = row('緑区役所', '働きやすい執務環境の整備', '各事務所において整理整頓など取組を進める');

const first = assignIds([MEETING, OFFICE], []).initiatives;
const [meetingId, officeId] = first.map(({ id }) => id) as [string, string];

describe('ids', () => {
  test('are fixed by department and name, so that links in old cards go on working', () => {
    // sha256 of "緑区役所<TAB>1on1ミーティング", computed apart from the code.
    expect(meetingId).toBe('i-e721e297');
    expect(assignIds([OFFICE, MEETING], []).initiatives.map(({ id }) => id)).toEqual([officeId, meetingId]);
  });

  test('survive a new edition with other contents and another order', () => {
    const { initiatives, changes } = assignIds([OFFICE, { ...MEETING, remarks: '月1回' }], first);
    expect(initiatives.map(({ id }) => id)).toEqual([officeId, meetingId]);
    expect(changes.changed.map(({ id }) => id)).toEqual([meetingId]);
    expect([changes.added, changes.renamed, changes.removed]).toEqual([[], [], []]);
  });

  test('a row that only moved to another line has not changed', () => {
    expect(
      assignIds([{ ...MEETING, source: { line: 99, text: 'x' } }, OFFICE], first).changes.changed,
    ).toEqual([]);
  });

  test('survive a rename: alike name', () => {
    const renamed = { ...MEETING, name: '1 on 1 ミーティングの実施' };
    const { initiatives, changes } = assignIds([renamed, OFFICE], first);
    expect(initiatives[0]!.id).toBe(meetingId);
    expect(changes.renamed.map(({ from, to }) => [from.name, to.name])).toEqual([
      ['1 on 1 ミーティング', '1 on 1 ミーティングの実施'],
    ]);
  });

  test('survive a rename: another name over the same telling summary', () => {
    const { initiatives } = assignIds([{ ...MEETING, name: '上司との対話' }, OFFICE], first);
    expect(initiatives[0]!.id).toBe(meetingId);
  });

  test('survive the renaming of a thousand rows at once', () => {
    const many = Array.from({ length: 1000 }, (_, n) =>
      row('健康福祉局', `第${n}回の研修`, `${n}番目の職員に研修を行い、働きがいを高める。`, n + 1),
    );
    const before = assignIds(many, []).initiatives;
    const renamed = many.map((each) => ({ ...each, name: each.name.replace('研修', '研修会の実施') }));
    const { initiatives, changes } = assignIds(renamed, before);
    expect(initiatives.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(changes.renamed).toHaveLength(1000);
  });

  test('survive the renaming of a department', () => {
    const moved = [MEETING, OFFICE].map((each) => ({ ...each, department: 'みどり区役所' }));
    expect(assignIds(moved, first).initiatives.map(({ id }) => id)).toEqual([meetingId, officeId]);
  });

  test('are not taken over by a different row of the department', () => {
    const other = row('緑区役所', 'フレックスタイム', '始業と終業の時刻を職員が選ぶ');
    const { initiatives, changes } = assignIds([other, OFFICE], first);
    expect(initiatives[0]!.id).not.toBe(meetingId);
    expect(changes.added.map(({ name }) => name)).toEqual(['フレックスタイム']);
    expect(changes.removed.map(({ id }) => id)).toEqual([meetingId]);
  });

  test('are not taken over across departments that both still exist', () => {
    const here = row('会計課', '朝礼', '集まる');
    const before = assignIds([MEETING, here], []).initiatives;
    const { initiatives } = assignIds([{ ...MEETING, department: '会計課' }, here, OFFICE], before);
    expect(initiatives[0]!.id).not.toBe(before[0]!.id);
  });

  test('two rows as alike: the more alike one keeps the id', () => {
    const close = { ...MEETING, name: '1 on 1 ミーティングの実施' };
    const closer = { ...MEETING, name: '1 on 1 ミーティング等' };
    const { initiatives } = assignIds([close, closer, OFFICE], first);
    expect(initiatives.map(({ id }) => id === meetingId)).toEqual([false, true, false]);
    expect(new Set(initiatives.map(({ id }) => id)).size).toBe(3);
  });

  test('an id that a renamed row still holds is not given to a new row of the old name', () => {
    const renamed = assignIds([{ ...MEETING, name: '1 on 1 ミーティングの実施' }], first).initiatives;
    const again = assignIds(
      [{ ...MEETING, name: '1 on 1 ミーティングの実施' }, MEETING],
      renamed,
    ).initiatives;
    expect(again[0]!.id).toBe(meetingId);
    expect(again[1]!.id).toMatch(/^i-[0-9a-f]{9}$/);
  });
});
