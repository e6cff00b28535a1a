import { describe, expect, test } from '@jest/globals';
import { isRomaji, romajiToKana } from '../../../src/question/read/romaji.ts';

describe('romaji', () => {
  test.each([
    'kenshuu wa arimasu ka',
    'raigetsu kara hajimaru torikumi wa?',
    'shokuin no mentaru',
    'zangyou wo herashitai',
    'saiyou kankei oshiete',
    'shinsotsu no kenshuu',
  ])('%s is Japanese', (text) => {
    expect(isRomaji(text)).toBe(true);
  });

  test.each([
    'which departments do 1on1 meetings',
    'training for new staff',
    'remote work',
    'Do you have a mentor programme?',
    'onboarding',
    'DX',
    '研修 kenshuu',
    'no',
    '',
    '1234',
  ])('%s is not', (text) => {
    expect(isRomaji(text)).toBe(false);
  });

  test.each([
    ['kenshuu wa arimasu ka', 'けんしゅう は あります か'],
    ['zangyou wo herashitai', 'ざんぎょう を へらしたい'],
    ['shinsotsu tte', 'しんそつ って'],
    ['netchuushou', 'ねっちゅうしょう'],
    ['RPA wo tsukau', ' RPA  を つかう'],
    ['netchuushou to unndoukai', 'ねっちゅうしょう と うんどうかい'],
    ['kyoudou unyou to konyaku', 'きょうどう うんよう と こんやく'],
    ["kounyuu to sen'you", 'こうにゅう と せんよう'],
  ])('%s → %s', (text, kana) => {
    expect(romajiToKana(text)).toBe(kana);
  });
});
