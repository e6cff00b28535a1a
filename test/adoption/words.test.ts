import { describe, expect, test } from '@jest/globals';
import { isThis } from '../../src/chat/opened.ts';
import { isOwn, parseAdoptionWords } from '../../src/adoption/chat/words.ts';
import { labelledQuestions } from '../question/support/labelled.ts';

const read = (text: string) => {
  const request = parseAdoptionWords(text, 'ja');
  if (request === null) return null;
  return 'subject' in request ? `${request.do} ${request.subject}`.trim() : request.do;
};

describe('what is asked about spreading', () => {
  test.each([
    ['この取組はどこに広がった？', 'adoption.spread この取組'],
    ['1on1はどこに広がりましたか', 'adoption.spread 1on1'],
    ['緑区役所の1on1って今どこまで広がってる？', 'adoption.spread 緑区役所の1on1'],
    ['どの部署に広がった？', 'adoption.spread'],
    ['1on1を取り入れた部署は？', 'adoption.spread 1on1'],
    ['Where has the mentor programme spread to?', 'adoption.spread the mentor programme'],
    ['うちは他から何を取り入れた？', 'adoption.taken うち'],
    ['中央区役所は他の部署から何を取り入れましたか？', 'adoption.taken 中央区役所'],
    ['What have we taken over from other departments?', 'adoption.taken we'],
    ['一番広がっている取組は？', 'adoption.most'],
    ['いちばん横展開された取組を教えて', 'adoption.most'],
    ['What is the most widely adopted?', 'adoption.most'],
    ['導入を見送った理由は？', 'adoption.declined'],
    ['1on1の導入を見送った理由は？', 'adoption.declined 1on1'],
    ['見送られた取組は？', 'adoption.declined'],
    ['うちでやっていないことは？', 'adoption.gaps うち'],
    ['消防局がまだやっていない取組は？', 'adoption.gaps 消防局'],
    ['What do we not do yet?', 'adoption.gaps we'],
    ['部署ごとの一覧表', 'adoption.matrix'],
    ['部署別の実施状況を見せて', 'adoption.matrix'],
    ['うちにおすすめは？', 'adoption.recommend うち'],
    ['会計課におすすめの取組は？', 'adoption.recommend 会計課'],
    ['Recommendations for us', 'adoption.recommend us'],
    ['所属を変更したい', 'adoption.department'],
    ['1on1の横展開先は？', 'adoption.spread 1on1'],
    ['1on1って誰が真似した？', 'adoption.spread 1on1'],
    ['この取組の広がりを教えてもらえますか', 'adoption.spread この取組'],
    ['この取組はどこから来たの？', 'adoption.spread この取組'],
    ['Which departments have adopted this initiative?', 'adoption.spread this initiative'],
    ['How far has 1on1 spread?', 'adoption.spread 1on1'],
    ['うちの課が他部署から取り入れたものは？', 'adoption.taken うちの課'],
    ['消防局はどこから何を取り入れた？', 'adoption.taken 消防局'],
    ['うちで今試している取組は？', 'adoption.taken うち'],
    ['他部署から取り入れた取組は？', 'adoption.taken'],
    ['What has the Fire Bureau taken over?', 'adoption.taken the Fire Bureau'],
    ['どの取組が一番広がってる？', 'adoption.most'],
    ['すみません、広がっている取組トップ5を見せてください', 'adoption.most'],
    ['Which initiative spread the most?', 'adoption.most'],
    ['なぜ見送った？', 'adoption.declined'],
    ['どうして導入しなかったの？', 'adoption.declined'],
    ['消防局が見送った取組は？', 'adoption.declined 消防局'],
    ['Why was 1on1 not adopted?', 'adoption.declined 1on1'],
    ['うちに足りない取組は？', 'adoption.gaps うち'],
    ['他がやっていてうちがやっていないこと', 'adoption.gaps うち'],
    ['What do other departments do that we don’t?', 'adoption.gaps we'],
    ['What are we missing?', 'adoption.gaps we'],
    ['各部署の実施状況', 'adoption.matrix'],
    ['部署×テーマの表をください', 'adoption.matrix'],
    ['Show me a table by department', 'adoption.matrix'],
    ['Which department does what?', 'adoption.matrix'],
    ['うちの課に合う取組は？', 'adoption.recommend うちの課'],
    ['うちは何をやればいい？', 'adoption.recommend うち'],
    ['おすすめは？', 'adoption.recommend'],
    ['What should we do next?', 'adoption.recommend we'],
    ['Any suggestions for our department?', 'adoption.recommend our department'],
    // These are the engine's to answer.
    ['メンターがない部署', null],
    ['1on1を導入した課は', null],
    ['Departments without mentoring', null],
    ['時期がはっきりしてない取組はどれですか', null],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['うち', true],
    ['うちの課', true],
    ['our department', true],
    ['会計課', false],
  ] as const)('%s is one’s own: %s', (words, expected) => {
    expect(isOwn(words)).toBe(expected);
  });

  test.each([
    ['この取組', true],
    ['それ', true],
    ['it', true],
    ['1on1', false],
  ] as const)('%s is what was shown last: %s', (words, expected) => {
    expect(isThis(words)).toBe(expected);
  });
});

test('no labelled question is taken for one of these', () => {
  expect(labelledQuestions().filter((text) => read(text) !== null)).toEqual([]);
});
