import { describe, expect, test } from '@jest/globals';
import {
  ANN,
  BOB,
  cards,
  EVE,
  HR,
  knowledgeOf,
  lastCard,
  opens,
  owners,
  pass,
  presses,
  pressesData,
  rowOf,
  says,
  storage,
  until,
  useSpread,
} from './office.ts';
import { DATA } from '../question/support/real.ts';

useSpread();

const row = rowOf('緑区役所', '1 on 1');
const WISH = { department: '中央区役所', why: '対話を増やしたい' };
const dayMs = 86_400_000;

/** The card of an adoption that this person has begun. */
async function begins(person: string, over: Partial<typeof WISH> = {}) {
  const form = await presses(person, await opens(person, row.id), 'うちでもやりたい');
  return await presses(person, form, '登録する', { ...WISH, ...over });
}

describe('the opened row', () => {
  test('says everything about it, and what can be done', async () => {
    const { json } = await opens(ANN, row.id);
    for (const words of [
      '緑区役所',
      '管理職',
      '実施状況',
      '担当',
      '人材育成課',
      'まだほかの部署',
      '似た取組',
    ])
      expect(json).toContain(words);
    for (const title of ['うちでもやりたい', '担当に聞く', '似た取組', '共有'])
      expect(json).toContain(`"title":"${title}"`);
  });

  test('is opened by a press on any answer', async () => {
    const answer = await says(ANN, '1on1をやっている部署は？');
    const opened = await pressesData(ANN, answer.id, { v: 1, do: 'initiative', id: row.id, lang: 'ja' });
    expect(opened.json).toContain('うちでもやりたい');
  });

  test('shares itself as a text to paste, and names whom to ask', async () => {
    const opened = await opens(ANN, row.id);
    expect((await presses(ANN, opened, '共有')).json).toContain('Input.Text');
    expect((await presses(ANN, opened, '担当に聞く')).json).toContain('人材育成課');
  });

  test('of a row that is there no more says so, as do all its buttons', async () => {
    expect((await opens(ANN, 'i-gone')).json).toContain('今の資料には載っていません');
    for (const verb of ['want', 'begin', 'contact', 'share'])
      expect(
        (await pressesData(ANN, `x-${verb}`, { v: 1, lang: 'ja', do: `adoption.${verb}`, id: 'i-gone' }))
          .json,
      ).toContain('今の資料にありません');
  });
});

describe('うちでもやりたい', () => {
  test('is noted with department, word and person; the owner is told once; the asker gets the contact', async () => {
    await says(BOB, '研修');
    owners['緑区役所'] = [`person:${BOB}`];
    const card = await begins(ANN);
    for (const words of ['関心', '対話を増やしたい', '担当', '人材育成課'])
      expect(card.json).toContain(words);
    await until(() => lastCard(BOB).json.includes('関心を寄せています'));
    expect(lastCard(BOB).json).toContain('対話を増やしたい');
    // Another person of the same department joins: no second word to the owner, one adoption.
    const second = await begins(EVE, { why: '私も' });
    expect(second.json).toContain('加わりました');
    expect(await storage.adoptions.all()).toMatchObject([{ people: [{ id: ANN }, { id: EVE }] }]);
    expect(cards(BOB).filter(({ json }) => json.includes('関心を寄せています'))).toHaveLength(1);
  });

  test('remembers the department, and shows the row what one has begun', async () => {
    await begins(ANN);
    const form = await presses(ANN, await opens(ANN, rowOf('緑区役所', '').id), '自部署の状況').catch(
      () => null,
    );
    expect(form).toBeNull();
    const again = await opens(ANN, row.id);
    expect(again.json).toContain('緑区役所 → 中央区役所');
    expect((await presses(ANN, again, '自部署の状況')).json).toContain('対話を増やしたい');
    const other = DATA.initiatives.find(({ department }) => department === '消防局')!;
    const empty = await presses(ANN, await opens(ANN, other.id), 'うちでもやりたい');
    expect(empty.json).toContain('"value":"中央区役所","choices"');
  });

  test('wants a department, and another one than its own', async () => {
    expect((await begins(ANN, { department: '' })).json).toContain('部署を選んでください');
    expect((await begins(ANN, { department: 'どこにもない課' })).json).toContain('部署を選んでください');
    expect((await begins(ANN, { department: '緑区役所' })).json).toContain('自部署の取組です');
    expect(await storage.adoptions.all()).toEqual([]);
  });

  test('pressed twice, or by two people at once, makes one', async () => {
    const data = { v: 1, lang: 'ja', do: 'adoption.begin', id: row.id, ...WISH };
    await Promise.all([
      pressesData(ANN, 'form-1', data),
      pressesData(BOB, 'form-2', data),
      pressesData(ANN, 'form-3', data),
      pressesData(EVE, 'form-4', data),
    ]);
    const [adoption, ...others] = await storage.adoptions.all();
    expect(others).toEqual([]);
    expect(adoption!.people.map(({ id }) => id).toSorted()).toEqual([ANN, BOB, EVE].toSorted());
    const steps = await storage.adoptions.steps(adoption!.id);
    expect(steps.map(({ kind }) => kind)).toEqual(['begin', 'join', 'join']);
  });

  test('what nobody could have pressed is refused', async () => {
    for (const data of [
      { v: 0, do: 'adoption.want', id: row.id },
      { v: 1, do: 'adoption.begin', id: '../x', ...WISH },
      { v: 1, do: 'adoption.move', adoption: 'adoption-1', version: 1, to: 'adopted' },
      { v: 1, do: 'adoption.nothing' },
    ])
      expect((await pressesData(ANN, 'forged', { lang: 'ja', ...data })).json).toContain(
        'このボタンは古いか',
      );
    expect(await storage.adoptions.all()).toEqual([]);
  });
});

describe('moving', () => {
  test('through 検討 and 試行 to 導入, and back', async () => {
    const begun = await begins(ANN);
    const considering = await presses(ANN, begun, '検討する', { note: '課長会で話した' });
    const trying = await presses(ANN, considering, '試行する');
    const adopted = await presses(ANN, trying, '導入した');
    for (const words of ['課長会で話した', '試行', '導入']) expect(adopted.json).toContain(words);
    expect(adopted.json).not.toContain('"title":"検討する"');
    const back = await presses(ANN, adopted, '取り消す');
    expect(back.json).toContain('取り消しました');
    expect((await storage.adoptions.all())[0]).toMatchObject({ state: 'trying', version: 5 });
    const trail = await storage.broadcasts.auditRows({ limit: 99 });
    expect(trail.map(({ action }) => action)).toEqual([
      'adoption.begin',
      'adoption.move',
      'adoption.move',
      'adoption.move',
      'adoption.takeBack',
    ]);
  });

  test('to 試行 links with the department’s own row at once, and goes on from the same card', async () => {
    const trying = await presses(ANN, await begins(ANN, { department: '会計課' }), '試行する');
    const own = rowOf('会計課', '1 on 1').id;
    expect(await storage.adoptions.all()).toMatchObject([{ rowId: own, version: 3 }]);
    expect((await presses(ANN, trying, '導入した')).json).toContain('記録しました');
  });

  test('見送り takes a reason', async () => {
    const begun = await begins(ANN);
    expect((await presses(ANN, begun, '見送る', { note: ' ' })).json).toContain('理由を書いてください');
    const declined = await presses(ANN, begun, '見送る', { note: '予算がない' });
    expect(declined.json).toContain('予算がない');
    expect((await storage.adoptions.all())[0]).toMatchObject({ state: 'declined', reason: '予算がない' });
  });

  test('pressed on an old card, twice, or by two at once: one step, and everybody sees where it stands', async () => {
    const begun = await begins(ANN);
    await begins(BOB);
    const show = { v: 1, lang: 'ja', do: 'adoption.show', adoption: (await storage.adoptions.all())[0]!.id };
    const [anns, bobs] = [await pressesData(ANN, 'a', show), await pressesData(BOB, 'b', show)];
    const both = await Promise.all([
      presses(ANN, anns, '試行する'),
      presses(BOB, bobs, '見送る', { note: '早い' }),
    ]);
    expect(both.filter(({ json }) => json.includes('記録しました'))).toHaveLength(1);
    expect(both.filter(({ json }) => json.includes('状況が変わっています'))).toHaveLength(1);
    expect((await presses(ANN, begun, '検討する')).json).toContain('状況が変わっています');
    const [adoption] = await storage.adoptions.all();
    expect(await storage.adoptions.steps(adoption!.id)).toHaveLength(3);
  });

  test('by others is refused, by HR it is done', async () => {
    const begun = await begins(ANN);
    const pressed = await presses(EVE, begun, '試行する');
    expect(pressed.json).toContain('関わっている人か人事担当だけ');
    expect((await storage.adoptions.all())[0]!.state).toBe('interested');
    expect((await presses(HR, begun, '試行する')).json).toContain('記録しました');
    // Others see it, without buttons to move it.
    const show = { v: 1, lang: 'ja', do: 'adoption.show', adoption: (await storage.adoptions.all())[0]!.id };
    const seen = await pressesData(EVE, 'e', show);
    expect(seen.json).toContain('試行');
    expect(seen.json).not.toContain('adoption.move');
  });
});

describe('one person’s steps in a day', () => {
  test('are forty: the trail and the owners are not flooded by whoever has no role', async () => {
    await begins(ANN);
    await begins(BOB);
    const adoption = async () => (await storage.adoptions.all())[0]!;
    const move = async (person: string) => {
      const { id, version, state } = await adoption();
      const to = state === 'trying' ? 'considering' : 'trying';
      const data = { v: 1, lang: 'ja', do: 'adoption.move', adoption: id, version, to };
      return (await pressesData(person, `m${version}`, data)).json;
    };
    const said: string[] = [];
    for (let step = 1; step < 45; step += 1) said.push(await move(ANN));
    expect(said.filter((json) => json.includes('記録しました'))).toHaveLength(39);
    expect(said.at(-1)).toContain('上限に達しました');
    const other = DATA.initiatives.find(({ department }) => department === '消防局')!;
    const begin = { v: 1, lang: 'ja', do: 'adoption.begin', id: other.id, department: '中央区役所' };
    expect((await pressesData(ANN, 'more', begin)).json).toContain('上限に達しました');
    expect(await storage.adoptions.all()).toHaveLength(1);
    expect(await storage.broadcasts.auditRows({ limit: 99 })).toHaveLength(41);
    // Others, and HR without a limit, go on.
    expect(await move(BOB)).toContain('記録しました');
    for (let step = 0; step < 45; step += 1) expect(await move(HR)).toContain('記録しました');
    pass(dayMs);
    expect(await move(ANN)).toContain('記録しました');
  });
});

describe('after three months without a step', () => {
  test('its people are asked once, and again only after another step', async () => {
    await says(ANN, '研修');
    const begun = await begins(ANN);
    pass(90 * dayMs);
    await says(ANN, '研修');
    expect(cards(ANN).some(({ json }) => json.includes('その後いかがですか'))).toBe(false);
    pass(2 * dayMs);
    await until(() => lastCard(ANN).json.includes('その後いかがですか'));
    const asked = () => cards(ANN).filter(({ json }) => json.includes('その後いかがですか')).length;
    pass(100 * dayMs);
    await says(ANN, '研修');
    expect(asked()).toBe(1);
    await presses(ANN, begun, '検討する');
    pass(92 * dayMs);
    await until(() => asked() === 2);
  });
});

describe('a department that wants no word of it', () => {
  test('says so on the notice, and is told no more; others may not say it for it', async () => {
    await says(BOB, '研修');
    owners['緑区役所'] = [`person:${BOB}`];
    await begins(ANN);
    await until(() => lastCard(BOB).json.includes('関心を寄せています'));
    const notice = lastCard(BOB);
    expect((await presses(EVE, notice, 'このお知らせを止める')).json).toContain('だけが変更できます');
    expect((await presses(BOB, notice, 'このお知らせを止める')).json).toContain('止めました');
    expect(
      (
        await pressesData(BOB, 'other', {
          v: 1,
          lang: 'ja',
          do: 'adoption.quiet',
          department: '緑区役所',
          isQuiet: true,
        })
      ).json,
    ).toContain('すでにその設定');
    await begins(EVE, { department: '会計課' });
    const told = await storage.ledger.messageState(`${(await storage.adoptions.all())[1]!.id}-owner`);
    expect(told).toBeNull();
  });
});

test('one’s department is set in words', async () => {
  const form = await says(ANN, '所属の設定');
  expect((await presses(ANN, form, 'この部署にする', { department: '会計課' })).json).toContain(
    '部署を覚えました',
  );
  expect(await storage.adoptions.departmentOf(ANN)).toBe('会計課');
  expect((await presses(ANN, form, 'この部署にする', { department: 'ない課' })).json).toContain(
    '選んでください',
  );
});

describe('asked in words', () => {
  const adopt = async (person: string, department: string, ...titles: readonly string[]) => {
    let card = await begins(person, { department, why: '' });
    for (const title of titles) card = await presses(person, card, title, { note: '予算がない' });
  };

  test('where this has spread: the row that was opened last, by name, or none', async () => {
    expect((await says(ANN, 'この取組はどこに広がった？')).json).toContain('分かりませんでした');
    await adopt(ANN, '中央区役所', '試行する');
    await opens(ANN, row.id);
    expect((await says(ANN, 'この取組はどこに広がった？')).json).toMatch(
      /緑区役所 → 中央区役所 \d+年\d+月試行/,
    );
    expect((await says(BOB, '緑区役所の1on1はどこに広がった？')).json).toMatch(/緑区役所 → 中央区役所/);
    expect((await says(BOB, 'Where has 1-on-1 at the Midori Ward Office spread to?', 'en-US')).json).toMatch(
      /Midori Ward Office → Chuo Ward Office \(trial/,
    );
  });

  test('this is the row opened last, until another question is answered', async () => {
    await adopt(ANN, '中央区役所', '試行する');
    const spread = () => says(ANN, 'この取組はどこに広がった？');
    const chain = /緑区役所 → 中央区役所/;
    await says(ANN, '区役所の1on1');
    await opens(ANN, row.id);
    // Of the several that were listed, the one that was picked out.
    const when = await says(ANN, 'それはいつから？');
    expect(when.json).toContain(row.schedule.text);
    expect(when.json).toContain(row.id);
    expect((await spread()).json).toMatch(chain);
    await says(ANN, '社員食堂の値段');
    expect((await spread()).json).toMatch(chain);
    await says(ANN, '消防局の取組');
    expect((await spread()).json).not.toMatch(chain);
    // It is nobody else's.
    expect((await says(BOB, 'この取組はどこに広がった？')).json).toContain('分かりませんでした');
  });

  test('what we have taken over; the department is asked for once', async () => {
    await adopt(ANN, '中央区役所', '導入した');
    const form = await says(BOB, 'うちは他から何を取り入れた？');
    expect(form.json).toContain('部署を選んでください');
    const answer = await presses(BOB, form, 'この部署にする', { department: '中央区役所' });
    expect(answer.json).toContain('1 on 1');
    expect((await says(BOB, 'うちは他から何を取り入れた？')).json).toContain('緑区役所から：導入');
    expect((await says(BOB, '会計課は他から何を取り入れた？')).json).toContain(
      '会計課の登録はまだありません',
    );
  });

  test('what has spread furthest, and why something was not taken up', async () => {
    expect((await says(ANN, '一番広がっている取組は？')).json).toContain('まだどの部署からも');
    await adopt(ANN, '中央区役所', '試行する');
    await adopt(BOB, '会計課', '見送る');
    expect((await says(ANN, '一番広がっている取組は？')).json).toContain('1部署：中央区役所');
    const why = await says(ANN, '導入を見送った理由は？');
    expect(why.json).toContain('予算がない');
    expect(why.json).toContain('会計課');
    expect((await says(ANN, '1on1の導入を見送った理由は？')).json).toContain('予算がない');
    // By a department: what it has declined itself, not what others have of its own.
    expect((await says(ANN, '会計課が見送った取組は？')).json).toContain('予算がない');
    expect((await says(ANN, '緑区役所が見送った取組は？')).json).not.toContain('予算がない');
    expect((await says(BOB, 'うちが見送った取組は？')).json).toContain('予算がない');
    expect((await says(ANN, '緑区役所の取組を見送った理由は？')).json).toContain('予算がない');
  });

  test('the overview by department: by theme who has it and who has not, a page at a time', async () => {
    const matrix = await says(ANN, '部署ごとの一覧表');
    expect(matrix.json).toMatch(/18部署中\d+/);
    expect(matrix.json).toContain('未実施：');
    const second = await presses(ANN, matrix, '次のテーマ');
    expect(second.id).toBe(matrix.id);
    expect(second.json).not.toEqual(matrix.json);
    // What the number counts is what the question finds.
    const theme = await presses(ANN, await says(ANN, '部署ごとの一覧表'), '研修');
    const has = /研修[^"]*18部署中(\d+)/.exec(theme.json)?.[1];
    const asked = knowledgeOf('研修');
    expect(Number(has)).toBe(new Set(asked.map(({ department }) => department)).size);
  });

  test('what we do not do yet, and what is recommended, each with its reason', async () => {
    await storage.adoptions.setDepartment(ANN, '中央区役所', 1);
    const gaps = await says(ANN, 'うちでやっていないことは？');
    expect(gaps.json).toMatch(/ほかの区役所\d+のうち\d+/);
    const recommended = await presses(ANN, gaps, 'おすすめ');
    expect(recommended.json).toMatch(/は(ほかの区役所|ほか)/);
    expect((await says(ANN, '会計課でやっていないことは？')).json).toContain('会計課でまだのテーマ');
    // Whoever is no department has asked something else.
    expect((await says(ANN, '若手がやっていないことは？')).json).not.toContain('まだのテーマ');
  });
});
