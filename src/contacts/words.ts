import { isAny, phrase, plainWords } from '../text/request.ts';
import type { Lang } from '../question/answer.ts';

/** What can be asked for in words; `subject`: as it was written, '' where nothing was. */
export type ContactWords =
  | { readonly do: 'contact.ask'; readonly subject: string; readonly lang: Lang }
  | { readonly do: 'contact.owners'; readonly lang: Lang };

const subject = '(?<subject>.*?)';
const particle = '(に関(する|して)|について(の|は)?|の件(で|は)?|のこと(で|は)?|に|で|は|って|の)?、?';
const end =
  '(どこ(の(部署|課|局))?|何番|何|誰|だれ|どなた)?(を?(教えて|おしえて)(ください|下さい|ほしい)?|が?知りたい|(分か|わか)(り(ます)?|る)?|ありますか)?(です|でしょう|ですか)?か?';
const person = '(担当者|担当の(方|人|職員)|ご担当(者|の方)?)';

const askWords = [
  phrase(
    subject,
    particle,
    `(${person}の|担当(課|部署|の)?の?)?(お?(問い?合わ?せ先|問い合せ先)|連絡先|電話番号|内線(番号)?|メールアドレス)(は|を|が)?`,
    end,
  ),
  phrase(subject, `(の|について)?${person}(は|を|が)?`, end),
  // どこの担当 asks for the department, which a row's own answer says.
  phrase(
    '(?<subject>.+?)(?<!どこ|どちら|どの部署|どの[課局]|何[課局]|うち)の担当(は|って|を)?(誰|だれ|どなた)?(です|でしょう)?か?',
  ),
  phrase(
    subject,
    particle,
    '(誰|だれ|どなた|どこ|どちら)に(聞け|きけ|訊け|尋ねれ|お?問い?合わ?せれ|相談すれ|連絡すれ|電話すれ)ば(いい|良い|よい|よろしい)?(です|でしょう)?か?',
  ),
  phrase(
    subject,
    particle,
    '(誰|だれ|どなた|どこ|どちら)に(聞い|きい|問い?合わ?せ|相談し|連絡し|電話し)たら(いい|良い|よい|よろしい)?(です|でしょう)?か?',
  ),
  phrase(
    'whom? (do|should|can|could|must) (i|we) (contact|ask|call|e?mail|message|talk to|speak (to|with))',
    '( (about|regarding|for|on|at) (?<subject>.+?))?',
  ),
  phrase(
    'whom? (to (contact|ask)|is the contact( person)?)( (about|regarding|for|of|on|at) (?<subject>.+?))?',
  ),
  phrase(
    `((?<subject>[^。、]+?)の)?(${person}|人|人間|オペレーター)(に|と|へ)(直接|電話で)?`,
    '((つない|繋い|取り次い)で|(代わっ|かわっ)て|(話し?|連絡し|連絡を取り|相談し|電話し|会い)(て|たい))',
    '(ください|ほしい|くれ(る|ます)|もらえ(る|ます))?(です|んですが|のですが|んだけど)?か?',
  ),
  phrase(
    '(直接)?(お?電話|お?問い?合わ?せ|連絡|相談)(を|が|は)?(したい|でき(る|ます)|させて(ください)?)(です|んですが|のですが|んだけど)?か?|(電話で(話し|相談し|聞き)|問い?合わ?せ)たい',
  ),
  phrase(
    [
      '(can|could|may) i (talk|speak) (to|with) (a |an |the )?(human|person|someone|somebody|operator|staff|real person)',
      '|i (want|need|would like) to (talk|speak) (to|with) (a |an |the )?(human|person|someone|somebody|operator|real person)',
      '|contact support|(call|phone) (you|someone|somebody)',
    ].join(''),
  ),
  phrase(
    "(what('s| is|s) |(show|give|tell) me )?(the )?",
    '(contact( (info(rmation)?|details?|person|address))?|(phone|telephone|extension) number)',
    '( (about|regarding|for|of|on|at) (?<subject>.+?))?',
  ),
];
const ownerWords = [
  phrase('(部署の?)?(担当者|担当)(の?(設定|登録|変更|一覧)|を?(設定|登録|変更)(する|したい)?)'),
  phrase('(set |change |show )?(the )?(department )?owners?( of (the )?departments?)?'),
];

/** パスワードを忘れたとき: what happens, and no thing that somebody answers for. */
const HAPPENS = /(とき|時|場合|たら|れば)(は|に|には|の)?$/;

/** Longer than this it is a story. */
const maxChars = 80;

/** The request in a person's words, or null when they are a question. */
export function parseContactWords(text: string, lang: Lang): ContactWords | null {
  const words = plainWords(text);
  if (words.length > maxChars) return null;
  if (isAny(ownerWords, words)) return { do: 'contact.owners', lang };
  for (const pattern of askWords) {
    const found = pattern.exec(words);
    if (!found) continue;
    const asked = (found.groups?.['subject'] ?? '').trim();
    return HAPPENS.test(asked) ? null : { do: 'contact.ask', subject: asked, lang };
  }
  return null;
}
