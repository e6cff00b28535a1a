import { isAny, phrase, requestOf } from '../../text/request.ts';
import type { Lang } from '../../question/answer.ts';

/** What can be asked for in words; `subject`: as it was written, '' where nothing was. */
export type AdoptionWords =
  | { readonly do: 'adoption.department'; readonly lang: Lang }
  | { readonly do: 'adoption.most'; readonly lang: Lang }
  | {
      readonly do:
        'adoption.spread' | 'adoption.taken' | 'adoption.declined' | 'adoption.gaps' | 'adoption.recommend';
      readonly subject: string;
      readonly lang: Lang;
    }
  | { readonly do: 'adoption.matrix'; readonly page: number; readonly lang: Lang };

type Asked = Extract<AdoptionWords, { subject: string }>['do'];

const subject = '(?<subject>.*?)';
const someSubject = '(?<subject>.+?)';
const place = '(部署|局|課|区|ところ|所)';
const initiatives = '(取組|取り組み|取組み|もの|こと|の|テーマ)';
const takeOver =
  '(取り入れ|採り入れ|取入れ|とりいれ|まねし|真似し|マネし|真似を?し|採用し|引き継い|参考にし|横展開し)';
const takenOver = '(取り入れられ|採り入れられ|まねされ|真似され|マネされ|引き継がれ)';
const spread = `(横展開|広が|ひろが|広ま|展開され|波及し|浸透し|${takenOver})`;
const most = '(一番|いちばん|最も|もっとも|特に|とくに|よく)';
const now = '(いま|今|現在|これまで|これまでに|今まで|今までに|すでに|既に|次|つぎ)';
const others = `(他|ほか|よそ|別|他の|ほかの|よその|別の)${place}?`;
const topic = '(は|が|って|で|では|では?も|に|には|も)?、?';
const own =
  '(うち|ウチ|私|わたし|私たち|わたしたち|自分|自分たち|自部署|自課|自局|当課|当局|当部署)(の(部署|局|課|区|ところ|所属))?';
const anyOf = '(initiatives?|one|ones|things?|programmes?|programs?)';
const took = '(taken|took|take|adopted|adopt|copied|copy|borrowed|borrow|picked|introduced)( over| up)?';
const notTaken = '(declined|dropped|rejected|turned down|decided against)';
const table = '(一覧表?|表|マトリクス|マトリックス|実施状況(の?(一覧表?|表))?|取組状況|状況|比較表?|早見表)';

const departmentWords = [
  phrase('((わたし|私|自分)の)?(所属|部署|自部署)(の?(設定|登録|変更)|を?(設定|登録|変更)(する|したい)?)'),
  phrase('(set |change )?my department'),
];
const matrixWords = [
  phrase(
    `((全|各|すべての|全ての)?(部署|局|課)(ごと|別)|(全|各|すべての|全ての)(部署|局|課))(の|で|に)?(${initiatives}の?)?${table}`,
  ),
  phrase(`((部署|局|課)(と|×|x|・)テーマ|テーマ(と|×|x|・)(部署|局|課))(の|別|ごとの)?${table}?`),
  phrase(`(取組|取り組み|実施状況)の?(一覧表?|表|状況)を?(部署|局|課)(ごと|別)(に|で)?`),
  phrase(
    'どの(部署|局|課)が(何|なに|どれ|どの(取組|テーマ))を(やって|して|実施して)い?る(か)?(の)?(一覧|表|一覧表)?(で|に|を)?',
  ),
  phrase('実施状況の一覧|(実施状況の?)?(一覧表|マトリクス|マトリックス)(の一覧)?'),
  phrase('(show )?(me )?(the |a )?(coverage( matrix| table)?|matrix)( by department)?'),
  phrase(
    '(show )?(me )?(the |a |an )?(overview|table|matrix)( of)?( by| for| per| of)?( all)?( the)? departments?',
    '( (and|by|x|×) themes?)?',
  ),
  phrase('which departments? (does|do) what|who does what'),
];
const mostWords = [
  phrase(
    `(${now}に?|庁内で)?、?${most}(多く)?(の${place}に)?${spread}\\S{0,8}?${initiatives}?の?(ランキング|トップ ?\\d*)?`,
  ),
  phrase(`(どの(取組|取り組み)|どれ|何|なに)が、?${most}(多く)?(の${place}に)?${spread}\\S{0,8}`),
  phrase(`${spread}\\S{0,5}(取組|取り組み)(の|を)?(ランキング|トップ ?\\d*|順位|ベスト ?\\d*|上位)`),
  phrase(`${most}人気(の|が?ある)?(取組|取り組み)`),
  phrase('(庁内の)?(横展開|広がり)の?(状況|様子|実績|一覧)'),
  phrase(
    `(?=.*\\b(most|furthest|farthest|widest)\\b)((what|which)( ${anyOf})?( is| are| has| have| was)?( been)?|show( me)?)?`,
    '( ?the)?( ?most)?( widely)? (spread|adopted|copied|taken over|popular)( the)?( most| furthest| farthest| widest)?',
    `( ${anyOf})?`,
  ),
  phrase(`(the )?most (widely )?(spread|adopted|copied|taken over|popular)( ${anyOf})?`),
];

/** With the subject as it was written in the group of that name. */
const asked: readonly (readonly [RegExp, Asked])[] = [
  [
    phrase(
      `${subject}${topic}(${others}|どこ|どの${place}|どこの${place})(から|の|より)(何を|なにを|どんな${initiatives}を|`,
      `${initiatives}を)?${takeOver}\\S{0,14}`,
    ),
    'adoption.taken',
  ],
  [
    phrase(
      `(?<subject>${own})${topic}(${now}(まで)?に?)?(${takeOver}|導入し|試し|試行し|検討し)(た|て(い)?る|て(い)?て|中の)(取組|取り組み|もの|こと|の)(の?(一覧|リスト))?`,
    ),
    'adoption.taken',
  ],
  [
    phrase(
      `(?<subject>.*(局|課|区|所|部|室|会|館|院))${topic}(取り入れ|採り入れ|まねし|真似し)(た|て(い)?る)(取組|取り組み|もの|こと|の)`,
    ),
    'adoption.taken',
  ],
  [
    phrase(
      `(what|which)( ${anyOf})?( has| have| did| do| does) (?<subject>(?!been\\b).+?)( has| have)? ${took}( from .+)?`,
    ),
    'adoption.taken',
  ],
  [
    phrase(
      `${subject}(は|が|って|を)?、?(${now}に?)?(どこ|どの${place}|どこの${place}|いくつの${place})(に|へ|まで|で)(も)?${spread}\\S{0,10}`,
    ),
    'adoption.spread',
  ],
  [
    phrase(
      `${someSubject}(は|って)?、?(どこ|どの${place})(から(来|き|始ま|伝わ|広が|広ま)|が(発祥|最初))\\S{0,6}`,
    ),
    'adoption.spread',
  ],
  [
    phrase(`${someSubject}の(広がり(方|具合)?|横展開(先|の?状況)?|展開先|波及先?|系譜|発祥|由来|出どころ)`),
    'adoption.spread',
  ],
  [
    phrase(`${someSubject}を${takeOver}(た|だ|て(い)?る|で(い)?る|ている)(の(は)?)?${place}?`),
    'adoption.spread',
  ],
  [
    phrase(
      `${someSubject}(は|って|が)?、?(${others}に|他に|ほかに)?(も)?(広がっ|広まっ|横展開され|${takenOver})(た|て(い)?(る|ます)|ました)`,
    ),
    'adoption.spread',
  ],
  [phrase(`${someSubject}(は|って)?、?(誰|だれ|どこ|どの${place})が${takeOver}\\S{0,6}`), 'adoption.spread'],
  [
    phrase(`where (has|have|did|was|were|is) ${someSubject} (been )?(spread|${took}|gone|go)( to)?`),
    'adoption.spread',
  ],
  [
    phrase(`(who|which departments?)( has| have)?( else)? (${took}|copies|adopts) ${someSubject}`),
    'adoption.spread',
  ],
  [
    phrase(`how (far|widely) (has|have|did|is) ${someSubject} (been )?(spread|adopted|taken over)`),
    'adoption.spread',
  ],
  [
    phrase(`where (did|does|do) ${someSubject} come from|(the )?(lineage|spread|origin) of (?<of>.+)`),
    'adoption.spread',
  ],
  [
    phrase(
      `(なぜ|どうして|何で|なんで)?、?${subject}(の|を|が|は|で)?(導入|取り入れ|採用)?(を|るのを)?(見送|断念|取りやめ)(った|られた|りになった|り|した|された|し|た)?`,
      `(取組|取り組み|もの|こと|の|部署)?(の)?(は|が)?((理由|わけ)|なぜ|どうして|何|なに)?(なの)?(の?(一覧|リスト))?`,
    ),
    'adoption.declined',
  ],
  [
    phrase(
      `(なぜ|どうして|何で|なんで)、?${subject}(の|を|は)?(導入|採用|取り入れ)(を)?(しなかった|されなかった|しない|なかった|やめた)(の|ん)?`,
    ),
    'adoption.declined',
  ],
  [
    phrase(
      `${subject}(の|を|が)?(導入|採用|取り入れ)(を)?(しなかった|されなかった|なかった|やめた)(取組|もの|の)?(の)?(理由|わけ)?(は)?(なぜ|どうして)?`,
    ),
    'adoption.declined',
  ],
  [
    phrase(
      `why (was|were|has|have) ${someSubject} (been )?(not (been )?(taken up|taken over|adopted|introduced)|${notTaken})`,
    ),
    'adoption.declined',
  ],
  [
    phrase(
      'why did (we|they|others|departments|the .+?|nobody) (not |decide not to )?(adopt|take (up|',
      `over)|introduce|decline|drop|reject|turn down) ${someSubject}`,
    ),
    'adoption.declined',
  ],
  [
    phrase(
      `(show )?(me )?((what|which)( ${anyOf})?( was| were| has been| have been| did we| did they)?`,
      ` |the |all )?(${notTaken}|not adopted|decline|reject)( ${anyOf})?( and why)?`,
    ),
    'adoption.declined',
  ],
  [
    phrase(
      `(the )?reasons? (for|why)( we| they)?( not adopting| not introducing| declining| rejecting| did not adopt)( (?<subject>.+))?`,
    ),
    'adoption.declined',
  ],
  [
    phrase(
      `(他|ほか|よそ|他の${place}|ほかの${place}|他部署|みんな)(が|は|で|では)、?(やって|して|実施して)い?(て|るのに|るが|るけど)、?${someSubject}(が|`,
      `は|で|では)、?(だけ)?(やって|して|実施して)い?(ない|ません)${initiatives}?`,
    ),
    'adoption.gaps',
  ],
  [
    phrase(
      // 区役所で1on1をやってないのは: who does not do that, which the rows answer.
      `${someSubject}(?<!を)(だけ)?(で|が|は|に|では|には)?、?(まだ)?(やって|実施して|取り組んで|取り組めて|でき|できて)い?(ない|ません|なくて|ていない)${initiatives}`,
    ),
    'adoption.gaps',
  ],
  [phrase(`(?<subject>${own})${topic}(だけ)?(まだ)?してい?ない${initiatives}`), 'adoption.gaps'],
  [
    phrase(
      `${someSubject}(に|で|の|には|では)(まだ)?(足りて?い?ない|無い|ない|不足して(い)?る|欠けて(い)?る|抜けて(い)?る|未実施の?|未着手の?)(取組|取り組み|もの|こと|テーマ|の)`,
    ),
    'adoption.gaps',
  ],
  [phrase(`what (are|is|am|do|does) ${someSubject} (missing|lacking|lack|miss)`), 'adoption.gaps'],
  [
    phrase(
      `what (do|are) (all |the )?(others?|other departments|neighbou?rs) (do|doing|have) that ${someSubject} (do|`,
      `does|is|are|have|has)(n't| not)( doing| do| have)?`,
    ),
    'adoption.gaps',
  ],
  [phrase(`what (do|does|is|are|am) ${someSubject} not (do|doing|have)( yet)?`), 'adoption.gaps'],
  [
    phrase(`what (don't|doesn't|aren't|isn't|haven't) ${someSubject} (do|doing|have|done)( yet)?`),
    'adoption.gaps',
  ],
  [
    phrase(
      `(?<subject>${own})?(に|で|へ|向け|むけ)?(は|の|も|なら)?(おすすめ|お勧め|お薦め|オススメ)(の?${initiatives})?(が|は)?(ある|何か|なにか)?`,
    ),
    'adoption.recommend',
  ],
  [
    phrase(
      `${someSubject}(に|で|へ|向け|むけ)?(は|の|も|なら)?(おすすめ|お勧め|お薦め|オススメ)(の?${initiatives})?(は|を|って|がある|ある)?\\S{0,8}`,
    ),
    'adoption.recommend',
  ],
  [
    phrase(
      `(?<subject>${own})(に|で|へ)(は|も)?(合う|合った|合いそうな|向いて(い)?る|向いた|ふさわしい|ぴったりの|(でき|取り入れられ|採り入れられ|使え|まねでき|真似でき)そうな)${initiatives}`,
    ),
    'adoption.recommend',
  ],
  [
    phrase(
      `(?<subject>${own})?(は|が|で|も)?、?${now}?(に|は)?(何|なに|どれ)(を|から)(やれ|すれ|取り入れれ|採り入れれ|始めれ|やった|`,
      'した|取り入れた|始めた|やる|する|取り入れる|始める)(ば|ら|と|べき)?(いい|良い|よい)?(の|ん|です)*',
    ),
    'adoption.recommend',
  ],
  [
    phrase(
      `(?<subject>${own})?(は|が|で|も)?、?(次|つぎ)に(取り入れる|採り入れる|やる|始める|する)(なら|べき|とよい)?(取組|もの|の|こと)?(は)?(何|なに|どれ)?(が)?(いい|良い|よい)?`,
    ),
    'adoption.recommend',
  ],
  [
    phrase(
      '(?:what|which)(?: (?:initiatives?|one|things?))? (?:should|could|can|might) (?<subject>.+?',
      ') (?:do|adopt|try|introduce|take over|copy|start)(?: with)?(?: next| first)?',
    ),
    'adoption.recommend',
  ],
  [phrase(`what (would|do|can) you (recommend|suggest)( (for|to) (?<subject>.+))?`), 'adoption.recommend'],
  [phrase(`(any |some )?(recommendations?|suggestions?)( (for|to) (?<subject>.+))?`), 'adoption.recommend'],
  [
    phrase(`(recommend|suggest)( something| anything| (an )?initiatives?)?( (for|to) (?<subject>.+))?`),
    'adoption.recommend',
  ],
];

/** The request in a person's words, or null when they are a question. */
export function parseAdoptionWords(text: string, lang: Lang): AdoptionWords | null {
  const words = requestOf(text);
  // A story is no command.
  if (words.length > 80) return null;
  if (isAny(departmentWords, words)) return { do: 'adoption.department', lang };
  if (isAny(matrixWords, words)) return { do: 'adoption.matrix', page: 0, lang };
  if (isAny(mostWords, words)) return { do: 'adoption.most', lang };
  for (const [pattern, what] of asked) {
    const found = pattern.exec(words);
    if (found === null) continue;
    const about = found.groups?.['subject'] ?? found.groups?.['of'] ?? '';
    return { do: what, subject: about.trim(), lang };
  }
  return null;
}

const ownWords = [
  phrase(own),
  phrase('当(課|局|部署|区|室)|(自|本)(課|局|部署|所属)'),
  phrase('we|us|me|i|our (department|office|bureau|ward|division|team|section)|my (department|office|team)'),
];
/** うち, our department: the one of whoever asks. */
export const isOwn = (words: string): boolean => isAny(ownWords, words);
