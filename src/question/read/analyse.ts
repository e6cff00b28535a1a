import type { AskInput, Lang } from '../answer.ts';
import { cleanQuestion, languageOf } from './clean.ts';
import { compose, featuresOf } from './words/compose.ts';
import { CUES } from './cues.ts';
import { fold, foldRomaji, type Folded } from '../../text/fold.ts';
import { anyOf, sequence } from './pattern.ts';
import { saysWhen, type Query, type Term, type When } from './query.ts';
import { asksWithout, intentOf } from './intent.ts';
import { isRomaji, mayBeRomaji, romajiToKana, strangeRomaji, withLongVowels } from './romaji.ts';
import { withoutPurpose } from './purpose.ts';
import { IN_COMMON, inPlainWords } from './wording.ts';
import { literally } from './as-it-stands.ts';
import { ANY_OF_TOLD, CONTINUES, DESCRIBES, SAME_AS_TOLD, splitScene } from './scene.ts';
import { readTime } from './time/read-time.ts';
import { withoutOwnTimes } from './time/own-times.ts';
import type { ReadingContext } from './words/token.ts';
import { tokensOf } from './words/tokens.ts';

/** How much a term counts, by what it is. */
const SCENE_WEIGHT = 0.25;
/** Is it only they who do it: the others are asked for as well. */
const ONLY_HERE =
  /(?<!それ|これ)だけ(?:(?:です|なの|でしょう)か|(?:です|なの|でしょう)?か?[?？]|なの)[?？]*$|(?<![a-z])only (?:one|place|department|bureau)s?[?\s]*$/i;
/** Words are looked for in names only. */
const IN_NAMES = anyOf(
  [
    /(?:って|という|と)(?:いう)?(?:名前|名称)(?:が|の|で)/,
    /(?:取組名|名前|名称|タイトル)に/,
    /(?:って|と)(?:名の?)?[付つ]く(?=取組|取り組み|もの|やつ|の)/,
  ],
  [/(?:in (?:its|the|their) (?:names?|titles?))(?![a-z])/],
);
/** 備考のあるもの: rows with remarks. */
const REMARKED = anyOf(
  [
    /備考(?:欄)?(?:が|の|に)?(?:何か|記載が|記載の)?(?:ある|あり|有り|付い|つい|書かれ|書いて|入って|記載され)(?:て|た|い|る|もの|やつ|の)*/,
  ],
  [/(?:with|that have|which have|having|have) (?:any )?(?:remarks|notes)/],
);
const MAX_ASKED = 400;
const OWN_DEPARTMENT = /当課|当局|当部|当室|うちの|自分の|自課|自局|私の|弊課|この課|この局|所属の|my |our /i;

/** 話をちゃんと聞く: between a particle and its verb, they only part words that belong together. */
const ADVERBS = new RegExp(
  [
    '(?<=[をがにとは])',
    '(?:ちゃんと|きちんと|しっかり|もっと|もう少し|少しでも|少し|ちょっと|なるべく|できるだけ|とにかく|',
    'けっこう|結構|すごく|とても|めっちゃ|かなり)',
    '(?=[\u3041-\u309f\u4e00-\u9fff])',
  ].join(''),
  'g',
);
/** What happened to the person who asks, or is about to: neither its time nor its topic is asked for. */
const OWN_EVENT = anyOf(
  [
    /異動|配属|着任|赴任|就任|転入|転勤|入庁|採用され|入りました|来ました|なりました|復職|復帰/,
    /会議(?:資料|で使|があ|に出|に向け|に備え)/,
    /(?:発表|報告|説明|まとめ)(?:する|すること|しなければ|しないと|ること)/,
  ],
  [
    /joined|moved|moving|transferred|transferring|being transferred|started|arrived|new here/,
    /my meeting|a meeting|presentation/,
  ],
);

/** Says why something is asked, and no more. */
const IS_WHY =
  /^[^。!?！？]+(?:[なるたいうくす]ので|んで|[だるいたす]から|[るたの]ため)(?:、\s*|、?(?:確認|質問|相談|お聞き|お尋ね|お伺い|連絡|調べ)[^。!?！？]{0,8}。\s*)$/;
/** ところで、7月に始まる取組は？: what was said before has nothing to do with it. */
const CHANGES_SUBJECT = anyOf(
  [
    /^\s*(?:ところで|さて|話は変わ[^、。]{0,8}|話変わ[^、。]{0,8}|それはそうと|それはさておき|別件です?が?|本題です?が?)[、。\s]/,
  ],
  [/^\s*(?:by the way|btw|anyway|on another note|unrelated|different question)[,:. ]/],
);
/** うまくいってない課の係長です: who tells it, where what is told is asked for. */
const WHO_TELLS =
  /(?:の|な|いる|る|い|た)?(?:課|係|部|局|室|所|職場|部署|窓口|チーム)(?:の|で)?(?:係長|課長|主[査任幹事]|班長|部長|職員|者|担当(?:者)?|若手|新人)?(?:です|をして(?:い)?ます|なんです)/;

/** What is asked for is what an office does, whatever that is. */
const NAMES_INITIATIVES = anyOf(
  [
    /取組|取り組(?:み|んで|む|ま)|施策|やって(?:い)?る(?:こと|の)|何を?(?:やって|して)|なに(?:を)?(?:やって|して)/,
  ],
  [/initiatives?|efforts|what (?:does|do|is|are)/],
);
/** Somebody changes places: 異動, 配属, "transferred". */
const TELLS_MOVE = anyOf(
  [/異動|配属|着任|赴任|就任|転入|転勤|入庁|復職|復帰/],
  [/(?:joined|joining|moved|moving|transferred|transferring|new here|arrived)(?![a-z])/],
);

/** Reads a question into a query. */
export class Analyzer {
  readonly #context: ReadingContext;

  constructor(context: ReadingContext) {
    this.#context = context;
  }

  /** One that reads everyday phrases for what no row is about word by word. */
  byWords(): Analyzer {
    return new Analyzer({ ...this.#context, byWords: true });
  }

  analyse(input: Pick<AskInput, 'text' | 'today' | 'lang'>): Query {
    const cleaned = inPlainWords(cleanQuestion(input.text));
    const lang = languageOf(cleaned, input.lang);
    const romaji = isRomaji(cleaned);
    const query = this.#analyseText(romaji ? this.#inKana(cleaned) : cleaned, {
      today: input.today,
      lang,
      romaji,
    });
    const mixed = romaji ? null : this.#inPartJapanese(cleaned, query, input.today);
    if (mixed !== null) return mixed;
    if (romaji || !mayBeRomaji(cleaned) || query.groups.length === 0 || knowsAny(query)) return query;
    // One word may be either (katazuke): when English knows none of it, it is tried as Japanese.
    const inJapanese = this.#read(this.#inKana(cleaned), 1, { today: input.today, lang: 'ja', romaji: true });
    return knowsAny(inJapanese) || inJapanese.departments !== null ? inJapanese : query;
  }

  /** snow taisaku: with the words that English has not as Japanese, where more is known then; null where it is not. */
  #inPartJapanese(text: string, query: Query, today: string): Query | null {
    const unknown = (each: Query): string[] =>
      each.groups.flat().flatMap((term) => (term.unknown ? [term.words] : []));
    // Of a word alone in which no English one was seen nothing is left: sumaho.
    const isUnread = query.groups.length === 0 && !asksAll(query) && query.intent === 'find';
    const strange = new Set(strangeRomaji(text).filter((word) => isUnread || unknown(query).includes(word)));
    if (strange.size === 0) return null;
    const inKana = text.replace(/[A-Za-z'-]+/g, (word) => (strange.has(word) ? this.#inKana(word) : word));
    const mixed = this.#read(inKana, 1, { today, lang: 'ja', romaji: true });
    const isBetter = isUnread || unknown(mixed).length < unknown(query).length;
    return isBetter && mixed.groups.some(isKnownGroup) ? mixed : null;
  }

  #inKana(romaji: string): string {
    return withLongVowels(romajiToKana(romaji), (kana) => this.#context.lexicon.longVowelled(kana));
  }

  #analyseText(text: string, manner: Manner): Query {
    const said = withoutPurpose(text);
    const { before, question, after } = splitScene(said);
    if (before + after === '') return this.#read(question, 1, manner);
    if (before !== '' && SAME_AS_TOLD.test(question))
      return this.#asTold(before + question.replace(SAME_AS_TOLD, ' '), question, manner);
    const main = CONTINUES.test(question) ? null : this.#read(question, 1, manner);
    if (main !== null && CHANGES_SUBJECT.test(question) && (asksAll(main) || knowsAny(main))) return main;
    const ofOwn = OWN_DEPARTMENT.test(question);
    // 来月始まるものは？ 課内会議で話します: all is asked; what comes after tells of the asker.
    const tellsMore = main === null || ofOwn || !asksAll(main) || DESCRIBES.test(after);
    const scene = tellsMore ? before + after : before;
    if (scene === '') return main ?? this.#read(question, 1, manner);
    // 予算の時期なので、4月に始まるものを: why, where all of a time is asked for.
    if (main !== null && after === '' && IS_WHY.test(before) && !knowsAny(main) && asksWhen(main.when))
      return main;
    // 4月に異動してきました。農林部の取組は？: all that it has is asked, whatever else was told.
    if (main !== null && this.#asksOffice(main, question) && !ofOwn && TELLS_MOVE.test(scene)) return main;
    if (main !== null && (knowsAny(main) || main.departments !== null))
      return inScene(main, this.#read(scene, SCENE_WEIGHT, manner), ofOwn);
    const whole = this.#read(tellsMore ? said : before + question, 1, manner);
    return asToldAndAsked(
      ANY_OF_TOLD.test(question) ? { ...whole, groups: asOneGroup(whole.groups) } : whole,
      main,
      OWN_EVENT.test(scene),
    );
  }

  /** What is asked for stands in what was told: all of it is read. */
  #asTold(told: string, question: string, manner: Manner): Query {
    const read = this.#read(told.replace(WHO_TELLS, ' '), 1, manner);
    return { ...read, intent: intentOf(question), asked: question.slice(0, MAX_ASKED), told: true };
  }

  /** Whether all that some department does is asked for. */
  #asksOffice({ departments, groups }: Query, question: string): boolean {
    const isGeneral = ({ concept, unknown }: Term): boolean =>
      unknown || (concept >= 0 && this.#context.isGeneral(concept));
    return (
      departments !== null &&
      NAMES_INITIATIVES.test(question) &&
      groups.every((group) => group.every(isGeneral))
    );
  }

  /** What a curated question is compared by: its words, without a look at its facets. */
  features(cleaned: string, folded: Folded): readonly string[] {
    return featuresOf(
      tokensOf(this.#context, isRomaji(cleaned) ? foldRomaji(this.#inKana(cleaned)) : folded, 1),
    );
  }

  /** Without the detail that is asked for, unless it is all that there is. */
  #compose(
    plain: string,
    weight: number,
    { romaji, without }: Pick<Manner, 'romaji'> & { without: boolean },
  ) {
    const composed = (text: string) => {
      const folded = romaji ? foldRomaji(text) : fold(text);
      return compose(tokensOf(this.#context, folded, weight), folded, without);
    };
    const cut = plain.replace(DETAIL, ' ');
    const withoutDetail = cut === plain ? null : composed(cut);
    return withoutDetail !== null && withoutDetail.groups.length > 0 ? withoutDetail : composed(plain);
  }

  /** `weight` is what each term counts. */
  #read(text: string, weight: number, { today, lang, romaji }: Manner): Query {
    const { rest, when } = readTime(withoutOwnTimes(text), today);
    const remarked = REMARKED.test(rest);
    const plain = rest.replace(REMARKED, ' ').replace(ADVERBS, '');
    const without = asksWithout(text);
    // どこ の ぶしょ
    const intent = intentOf(romaji ? text.replaceAll(' ', '').replace('ぶしょ', '部署') : text);
    const whole = this.#compose(plain, weight, { romaji, without });
    // 東区と西区で共通する取組: of several departments, what is said of them is no topic.
    const isShared = (whole.departments?.length ?? 0) > 1 && IN_COMMON.test(plain);
    const composed = isShared
      ? this.#compose(plain.replace(IN_COMMON, ' '), weight, { romaji, without })
      : whole;
    return {
      lang,
      ...composed,
      ...(intent === 'count' || intent === 'departments' || CUES.list.test(text) ? known(composed) : {}),
      literal: false,
      ...literally(text, weight),
      ...(ONLY_HERE.test(text) ? { departments: null } : {}),
      intent,
      asked: text.slice(0, MAX_ASKED),
      when,
      remarked,
      told: false,
      nameOnly: IN_NAMES.test(text),
    };
  }
}

/**
 * What is asked of a thing that is named beside it, and no thing itself: 定員は?, 何曜日, 会場はどこ, いくら. Where to find a
 * place, what it charges and when it opens, citizens ask.
 */
const DETAIL = anyOf([
  sequence(
    /[のはがってもに、\s]{0,3}(?:開催|実施|集合|参加|平均|おおよその|だいたいの)?/,
    /(?:会場|定員|参加費|費用|人数|予算|(?<=開催|実施|集合)場所)/,
    /(?:は|って|が|を)?(?:どこ|いくら|何[円人名]|どのくらい|どれくらい|どれぐらい|教え|おしえ|知りた|[?？]|$)[^。]{0,10}$/,
  ),
  /[のはがって、\s]{0,3}(?:全部で|合計|だいたい|約)?(?:何(?:台(?!あ)|曜日?|[席着冊部])|いくら)(?:に|から|まで|ぐらい|くらい)?(?:[^。]{0,8})$/,
]);

/** How a text is read. */
interface Manner {
  /** ISO date. */
  readonly today: string;
  readonly lang: Lang;
  /** Kana that were typed as Latin letters. */
  readonly romaji: boolean;
}

/** Without the words that nothing has, where there are others: 全部で何件 is answered of what is known. */
function known({
  groups,
  departments,
}: Pick<Query, 'groups' | 'departments'>): Pick<Query, 'groups' | 'leftOut'> {
  const isKnown = (group: Query['groups'][number]): boolean => group.some((term) => !term.unknown);
  const rest = groups.filter(isKnown);
  if (rest.length === 0 && departments === null) return { groups, leftOut: [] };
  return {
    groups: rest,
    leftOut: groups.filter((group) => !isKnown(group)).flatMap(([term]) => term?.words ?? []),
  };
}

/** Not only a verb says it (動いていること). */
const asksWhen = (when: When): boolean => saysWhen(when.implied ? { ...when, time: null } : when);
const isKnownGroup = (group: Query['groups'][number]): boolean => group.some((term) => !term.unknown);
const knowsAny = ({ groups }: Query): boolean => groups.flat().some((term) => !term.unknown);

/** Of several things that were told, any will do. */
const asOneGroup = (groups: Query['groups']): Query['groups'] =>
  groups.length > 1 ? [groups.flat()] : groups;

/** Rows by time or department, whatever they are about. */
const asksAll = (query: Query): boolean =>
  !knowsAny(query) && (asksWhen(query.when) || query.departments !== null);

/** The question, with what the sentence before it sets the scene with. */
function inScene(main: Query, scene: Query, ofOwn: boolean): Query {
  return {
    ...main,
    groups: [...main.groups, ...scene.groups],
    departments: main.departments ?? (ofOwn ? scene.departments : null),
    features: [...new Set([...main.features, ...scene.features])],
    words: [...main.words, '', ...scene.words],
  };
}

/** A message whose question names nothing by itself (`main`), read as a whole. */
function asToldAndAsked(whole: Query, main: Query | null, ownEvent: boolean): Query {
  return {
    ...whole,
    // 小学校の事務室の者です: an office that is told of is not where to look.
    unknownDepartments: main?.unknownDepartments ?? [],
    ...(main !== null && (asksWhen(main.when) || ownEvent)
      ? { when: { ...main.when, sorted: whole.when.sorted } }
      : {}),
    ...(main !== null && ownEvent && whole.departments !== null ? { groups: main.groups } : {}),
    told: true,
  };
}
