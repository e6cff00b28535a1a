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

const departmentWords =
  /^((わたし|私|自分)の)?(所属|部署|自部署)(の?(設定|登録|変更)|を?(設定|登録|変更)(する|したい)?)$|^(set |change )?my department$/i;
const matrixWords =
  /^((全)?(部署|局|課)(ごと|別)の?(取組の?)?(一覧表?|表|マトリクス|マトリックス|実施状況|状況)|一覧表|マトリクス|マトリックス)(の一覧)?(を?(見せて(ください)?|ください|見たい|出して|教えて))?$|^(show )?(me )?(the )?(coverage( matrix)?|overview by department)$/i;
const mostWords =
  /^(いま|今|これまでで?|庁内で)?、?(一番|いちばん|最も|もっとも)(多く)?(の(部署|局|課)に)?(横展開|広が|広ま|取り入れられ|まねされ|真似され)\S{0,8}?(取組|取り組み|もの|の)?(は|って|を教えて|はどれ|は何|は何ですか|はなんですか)?$|^(what|which( initiative)?) (is|has)( the)? (most (widely )?(spread|adopted|taken over)|spread (the )?(most|furthest))$|^most (widely )?(spread|adopted)( initiatives?)?$/i;

/** With the subject as it was written in the group of that name. */
const asked: readonly (readonly [RegExp, Asked])[] = [
  [
    /^(?<subject>.*?)(は|が|って)?、?(いま|今|これまでに?|他に?|ほかに?)?、?(どこ|どの(部署|局|区|課)|どこの(部署|局|区|課))(に|へ|まで|で)(も)?(広が|広ま|展開され|波及し|取り入れられ|まねされ|真似され)\S{0,10}$/,
    'adoption.spread',
  ],
  [/^where (has|have|did) (?<subject>.+?) (spread|been taken over|been adopted)( to)?$/i, 'adoption.spread'],
  [/^who (has )?(took|taken) over (?<subject>.+)$/i, 'adoption.spread'],
  [
    /^(?<subject>.*?)(は|が|で|では)?、?(他|ほか|よそ)(の(部署|局|区|課|ところ))?(から|の)(何を|なにを|どんな(取組|もの)を|取組を|ものを)?(取り入れ|採り入れ|取入れ|まねし|真似し)\S{0,12}$/,
    'adoption.taken',
  ],
  [
    /^what (has|have|did|do) (?<subject>.+?) (taken?|adopt(ed)?) (over )?from others?( departments)?$/i,
    'adoption.taken',
  ],
  [
    /^(?<subject>.+?)を(取り入れ|採り入れ|取入れ|まねし|真似し)(た|て(い)?る)(のは)?(部署|局|課|区|ところ)?(は|って)?(どこ(ですか)?|ある)?$/,
    'adoption.spread',
  ],
  [
    /^(?<subject>.*?)(の|を|が)?(導入|取り入れ)?(を|るのを)?見送(った|られた|りになった|り)(取組|もの|の)?(の)?(は|が)?(の?(理由|わけ)(は|を教えて)?|なぜ|どうして|何|なに)?(ですか|なの)?$/,
    'adoption.declined',
  ],
  [/^why (was|were|has|have) (?<subject>.+?) (been )?(not taken up|declined|dropped)$/i, 'adoption.declined'],
  [
    /^(?<subject>.+?)(で|が|は)(は)?、?(まだ)?(やって|実施して|取り組んで|でき)(い)?(ない|ません|なくて|ていない)(こと|もの|取組|取り組み|テーマ)(は|を|って)?\S{0,10}$/,
    'adoption.gaps',
  ],
  [/^what (do|does|is|are) (?<subject>.+?) not (do|doing|have)( yet)?$/i, 'adoption.gaps'],
  [
    /^(?<subject>.+?)(に|で|へ)?(は|の|も)?(おすすめ|お勧め|オススメ)(の?(取組|もの))?(は|を|って|がある|ある)?\S{0,8}$/,
    'adoption.recommend',
  ],
  [/^(what do you recommend|recommendations?) for (?<subject>.+)$/i, 'adoption.recommend'],
];

/** The request in a person's words, or null when they are a question. */
export function parseAdoptionWords(text: string, lang: Lang): AdoptionWords | null {
  const words = text
    .normalize('NFKC')
    .trim()
    .replace(/[。.!！?？]+$/, '');
  // A story is no command.
  if (words.length > 80) return null;
  if (departmentWords.test(words)) return { do: 'adoption.department', lang };
  if (matrixWords.test(words)) return { do: 'adoption.matrix', page: 0, lang };
  if (mostWords.test(words)) return { do: 'adoption.most', lang };
  for (const [pattern, what] of asked) {
    const subject = pattern.exec(words)?.groups?.['subject'];
    if (subject !== undefined) return { do: what, subject: subject.trim(), lang };
  }
  return null;
}

const ownWords =
  /^(うち|ウチ|私たち|わたしたち|(うち|ウチ|自分|私|わたし|自分たち|私たち)の(部署|課|局|区|ところ)|自部署|自分|私|当(課|局|部署|区|室)|we|us|me|our (department|office|bureau|ward|division))$/i;
const thisWords =
  /^((この|その|これ|それ|上の|さっきの|今の)(取組|取り組み|もの)?|(this|that|it|the) ?(initiative|one)?)$/i;

/** うち, our department: the one of whoever asks. */
export const isOwn = (subject: string): boolean => ownWords.test(subject);
/** この取組, it: what was shown last. */
export const isThis = (subject: string): boolean => thisWords.test(subject);
