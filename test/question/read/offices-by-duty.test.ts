import { describe, expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { ask } = asker({
  rows: [
    { department: '環境経済部', name: '研修の記録', when: 'R8.4' },
    { department: '都市建設部', name: 'アンケート', summary: '道路の職員に聞く' },
    { department: '福祉保健部', name: '面談', summary: '道路を担当する人と話す' },
    { department: '会計課', name: '当番の見直し', when: '随時' },
    { department: '港湾空港室', name: '現地見学', when: 'R8.9' },
    { department: '駅西再開発室', name: '応援の日', when: 'R8.9' },
  ],
  concepts: [
    concept('training', { terms: ['研修'], en: ['training'] }),
    concept('survey', { terms: ['アンケート'] }),
    concept('roads', { terms: ['道路'] }),
    concept('waste', { asks: ['ごみ'] }),
  ],
});
const departments = (text: string): readonly string[] => ask(text).understood.departments;

describe('an office is spoken of by what it sees to', () => {
  test.each([
    ['リサイクルとか企業誘致を担当している部の取組', '環境経済部'],
    ['橋や公園の部署は何をしてる？', '都市建設部'],
    ['予防接種をやってる課は', '福祉保健部'],
    ['介護とか生活保護のある部の取組を全部', '福祉保健部'],
    ['公金を扱ってる課って何してるの', '会計課'],
    ['お金の出し入れを見てるところは？', '会計課'],
    ['清掃のとこ', '環境経済部'],
    ['道路を直してる部署の一覧', '都市建設部'],
    ['岸壁を守る室の取組', '港湾空港室'],
    ['空港のほうの室', '港湾空港室'],
    ['岸壁で働く人たちの職場では何をやってる？', '港湾空港室'],
    ['橋を直す部って何してる', '都市建設部'],
    ['再開発関係の部署は', '駅西再開発室'],
  ])('%s → %s', (question, department) => {
    expect(departments(question)).toEqual([department]);
  });

  test.each([
    '研修をやってる部署は？',
    'アンケートを担当している課はどこ',
    '見学をしている室',
    '当番の部署はどこ',
    '道路の人と面談をやっているところ',
  ])('%s: what is done there is looked for', (question) => {
    expect(departments(question)).toEqual([]);
  });
});
