/** Quotation marks around the whole: a command is copied with them from where it is named. */
const quoted = /^(?:「([^「」]+)」|『([^『』]+)』|"([^"]+)"|“([^“”]+)”)$/;

/** The words of a message as they are compared with patterns: in one width, without what ends a sentence. */
export function plainWords(text: string): string {
  const words = text
    .normalize('NFKC')
    .replaceAll('’', "'")
    .trim()
    .replace(/(?<![。.、,!！?？…~〜\s])[。.、,!！?？…~〜\s]+$/, '');
  const inner = quoted.exec(words)?.slice(1).find(Boolean);
  return inner?.trim() ?? words;
}

/** Without blanks between Japanese letters, where none has a meaning: 購 読. */
export function closedUp(words: string): string {
  return words.replace(
    /(?<=[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}])\s+(?=[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}])/gu,
    '',
  );
}

const leadIns = new RegExp(
  [
    '^(?:すみません|すいません|あの[ー〜]?|えっと|えーと|ちょっと|では|じゃあ|それでは|ところで|ちなみに|いや|いやいや',
    "please|hi|hello|so|well|can you|could you|i(?:'d| would) like to (?:know|see)|i want to (?:know|see))[、,\\s]+",
  ].join('|'),
  'i',
);

const endings = [
  /(?<![、,\s])[、,\s]*(?:please|thanks|thank you)$/i,
  /(?:です|でしょう)?(?:か|かな|かしら|よね|ね)$/,
  /(?:なの|なん)?(?:です|でしょう|でした|だろう)$/,
  /(?:を|が|は|って|について)?(?:すべて|全部|一覧で)?(?:教えて|おしえて|見せて|みせて|出して|示して|表示して|挙げて|まとめて)(?:ください|下さい|ほしい|欲しい|くれる|くれます|くれません|もらえます|もらえません)?$/,
  /(?:を|が)?(?:知りたい|見たい|みたい|ください|下さい|お願い(?:します|いたします)?)(?:の|ん)?$/,
  /(?:は|が|って)(?:どれ|何|なに|なん|どこ|誰|だれ|どう|どんな(?:もの|こと|感じ)|あり(?:ます)?|ある)(?:の|ん)?$/,
  /(?:は|って)$/,
];
/** A message has few of them in a row. */
const mostEndings = 6;

/** What is asked for, without the politeness around it: 「すみません、一覧表を見せてもらえますか」 → 一覧表. */
export function requestOf(text: string): string {
  let words = plainWords(plainWords(text).replace(leadIns, ''));
  for (let round = 0; round < mostEndings; round += 1) {
    const ending = endings.find((pattern) => pattern.test(words));
    const rest = ending ? plainWords(words.replace(ending, '')) : '';
    if (rest === '') return words;
    words = rest;
  }
  return words;
}

/** A pattern of whole words, of parts that follow one another; whatever the case. */
export const phrase = (...parts: readonly string[]): RegExp => new RegExp(`^(?:${parts.join('')})$`, 'i');

export const isAny = (patterns: readonly RegExp[], words: string): boolean =>
  patterns.some((pattern) => pattern.test(words));
