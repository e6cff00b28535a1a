/** Characters of offices' names, each line those that sound alike: what a conversion from kana gets wrong (財制局, 建康福祉局). */
const ALIKE: readonly string[] = [
  '政制成製生正性整誠精清世青星',
  '総相想双葬創倉層早送',
  '務夢無武',
  '財在材剤罪',
  '会回階開界改介快海解',
  '計形系経径係景啓軽敬型恵',
  '消商小少省生焼昭照将称',
  '防坊望忙妨貿棒房',
  '市四志師士氏史死仕支施至指使祉資止司視誌紙詩試次',
  '民眠',
  '教強協共境橋郷狭京恐経響供',
  '育行',
  '議義技疑儀偽',
  '事自時児寺持次地治',
  '健建件券県研権検圏見憲険献軒兼',
  '康公工交光広港高校向考好孝紅皇香功効更後耕講航',
  '福服副復複腹',
  '環間感完官管観館看関寒幹漢換歓勧勘監',
  '済最災歳再西妻才採菜細祭裁彩際',
  '都土登途斗徒渡',
  '設説節折接摂切雪',
  '農脳能濃納',
  '員院印引因飲',
  '委位医異衣移威意以易為依囲',
  '選専線戦船千宣先泉洗川',
  '査作',
  '文分聞',
  '化課科家可過価果加火花歌仮河',
  '局曲極',
  '部武分負府',
  '室質失湿執',
  '区苦',
  '子止',
  '保補歩捕',
  '険検件健',
  '税勢',
  '道動同導働童堂',
  '路炉露',
  '水推粋酔',
  '企機期気記季帰起基危希祈規木',
  '画各格革確拡覚角閣',
  '報法方放訪包豊宝',
  '情常状場条上城',
  '産参賛三山散酸',
  '人仁神',
];

const groupsOf = new Map<string, number[]>();
ALIKE.forEach((line, group) => {
  for (const char of line) groupsOf.set(char, [...(groupsOf.get(char) ?? []), group]);
});

/** Whether two texts differ, and only in characters that sound alike. */
export function soundAlike(one: string, other: string): boolean {
  if (one === other || one.length !== other.length) return false;
  return Array.from(one).every((char, i) => {
    const mate = other.charAt(i);
    return char === mate || (groupsOf.get(char) ?? []).some((group) => ALIKE[group]!.includes(mate));
  });
}
