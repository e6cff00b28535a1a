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

/** All of it, of parts that follow one another; whatever the case. */
const phrase = (...parts: readonly string[]): RegExp => new RegExp(`^(?:${parts.join('')})$`, 'i');

const subject = '(?<subject>.*?)';
const someSubject = '(?<subject>.+?)';
const place = '(部署|局|課|区|ところ)';
const initiatives = '(取組|取り組み|もの)';
const takeOver = '(取り入れ|採り入れ|取入れ|まねし|真似し)';
const spread = '(広が|広ま|展開され|波及し|取り入れられ|まねされ|真似され)';
const show = '(を?(見せて(ください)?|ください|見たい|出して|教えて))?';

const departmentWords = [
  phrase('((わたし|私|自分)の)?(所属|部署|自部署)(の?(設定|登録|変更)|を?(設定|登録|変更)(する|したい)?)'),
  phrase('(set |change )?my department'),
];
const matrixWords = [
  phrase(
    `((全)?(部署|局|課)(ごと|別)の?(${initiatives}の?)?(一覧表?|表|マトリクス|マトリックス|実施状況|状況)`,
    `|一覧表|マトリクス|マトリックス)(の一覧)?${show}`,
  ),
  phrase('(show )?(me )?(the )?(coverage( matrix)?|overview by department)'),
];
const mostWords = [
  phrase(
    '(いま|今|これまでで?|庁内で)?、?(一番|いちばん|最も|もっとも)(多く)?(の(部署|局|課)に)?(横展開|広が|広ま|取り入れられ',
    `|まねされ|真似され)\\S{0,8}?(${initiatives}|の)?(は|って|を教えて|はどれ|は何|は何ですか|はなんですか)?`,
  ),
  phrase(
    '(what|which( initiative)?) (is|has)( the)? (most (widely )?(spread|adopted|taken over)|spread (the )?(most|furthest))',
  ),
  phrase('most (widely )?(spread|adopted)( initiatives?)?'),
];

/** With the subject as it was written in the group of that name. */
const asked: readonly (readonly [RegExp, Asked])[] = [
  [
    phrase(
      `${subject}(は|が|って)?、?(いま|今|これまでに?|他に?|ほかに?)?、?(どこ|どの${place}|どこの${place})(に|へ|まで|で)(も)?`,
      `${spread}\\S{0,10}`,
    ),
    'adoption.spread',
  ],
  [
    phrase(`where (has|have|did) ${someSubject} (spread|been taken over|been adopted)( to)?`),
    'adoption.spread',
  ],
  [phrase(`who (has )?(took|taken) over ${someSubject}`), 'adoption.spread'],
  [
    phrase(
      `${subject}(は|が|で|では)?、?(他|ほか|よそ)(の${place})?(から|の)(何を|なにを|どんな${initiatives}を|${initiatives}を)?`,
      `${takeOver}\\S{0,12}`,
    ),
    'adoption.taken',
  ],
  [
    phrase(`what (has|have|did|do) ${someSubject} (taken?|adopt(ed)?) (over )?from others?( departments)?`),
    'adoption.taken',
  ],
  [
    phrase(`${someSubject}を${takeOver}(た|て(い)?る)(のは)?${place}?(は|って)?(どこ(ですか)?|ある)?`),
    'adoption.spread',
  ],
  [
    phrase(
      `${subject}(の|を|が)?(導入|取り入れ)?(を|るのを)?見送(った|られた|りになった|り)${initiatives}?(の)?(は|が)?`,
      '(の?(理由|わけ)(は|を教えて)?|なぜ|どうして|何|なに)?(ですか|なの)?',
    ),
    'adoption.declined',
  ],
  [
    phrase(`why (was|were|has|have) ${someSubject} (been )?(not taken up|declined|dropped)`),
    'adoption.declined',
  ],
  [
    phrase(
      `${someSubject}(で|が|は)(は)?、?(まだ)?(やって|実施して|取り組んで|でき)(い)?(ない|ません|なくて|ていない)`,
      `(こと|${initiatives}|テーマ)(は|を|って)?\\S{0,10}`,
    ),
    'adoption.gaps',
  ],
  [phrase(`what (do|does|is|are) ${someSubject} not (do|doing|have)( yet)?`), 'adoption.gaps'],
  [
    phrase(
      `${someSubject}(に|で|へ)?(は|の|も)?(おすすめ|お勧め|オススメ)(の?${initiatives})?(は|を|って|がある|ある)?\\S{0,8}`,
    ),
    'adoption.recommend',
  ],
  [phrase('(what do you recommend|recommendations?) for (?<subject>.+)'), 'adoption.recommend'],
];

const any = (patterns: readonly RegExp[], words: string): boolean =>
  patterns.some((pattern) => pattern.test(words));

/** The request in a person's words, or null when they are a question. */
export function parseAdoptionWords(text: string, lang: Lang): AdoptionWords | null {
  const words = text
    .normalize('NFKC')
    .trim()
    .replace(/[。.!！?？]+$/, '');
  // A story is no command.
  if (words.length > 80) return null;
  if (any(departmentWords, words)) return { do: 'adoption.department', lang };
  if (any(matrixWords, words)) return { do: 'adoption.matrix', page: 0, lang };
  if (any(mostWords, words)) return { do: 'adoption.most', lang };
  for (const [pattern, what] of asked) {
    const about = pattern.exec(words)?.groups?.['subject'];
    if (about !== undefined) return { do: what, subject: about.trim(), lang };
  }
  return null;
}

const ownWords = [
  phrase(`うち|ウチ|私たち|わたしたち|(うち|ウチ|自分|私|わたし|自分たち|私たち)の${place}|自部署|自分|私`),
  phrase('当(課|局|部署|区|室)'),
  phrase('we|us|me|our (department|office|bureau|ward|division)'),
];
/** うち, our department: the one of whoever asks. */
export const isOwn = (words: string): boolean => any(ownWords, words);
