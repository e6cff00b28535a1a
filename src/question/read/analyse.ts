import type { AskInput, Intent, Lang } from '../answer.ts';
import { cleanQuestion, languageOf } from './clean.ts';
import { compose, featuresOf } from './compose.ts';
import { fold, foldRomaji, type Folded } from '../../text/fold.ts';
import { CUES, FACT_CUES } from './grammar.ts';
import type { Query } from './query.ts';
import { isRomaji, mayBeRomaji, romajiToKana } from './romaji.ts';
import { CONTINUES, splitScene } from './scene.ts';
import { readTime } from './time.ts';
import { Tokenizer, type AnalyseContext } from './tokens.ts';

/** How much a term counts, by what it is. */
const SCENE_WEIGHT = 0.25;
/** Is it only they who do it: the others are asked for as well. */
const ONLY_HERE =
  /だけ(?:(?:です|なの|でしょう)か|(?:です|なの|でしょう)?か?[?？]|なの)[?？]*$|(?<![a-z])only (?:one|place|department|bureau)s?[?\s]*$/i;
const OWN_DEPARTMENT = /当課|当局|当部|当室|うちの|自分の|自課|自局|私の|弊課|この課|この局|所属の|my |our /i;

/** 話をちゃんと聞く: between a particle and its verb, they only part words that belong together. */
const ADVERBS =
  /(?<=[をがにとは])(?:ちゃんと|きちんと|しっかり|もっと|もう少し|少しでも|少し|ちょっと|なるべく|できるだけ|とにかく|けっこう|結構|すごく|とても|めっちゃ|かなり)(?=[\u3041-\u309f\u4e00-\u9fff])/g;
/** What happened to the person who asks, or is about to: neither its time nor its topic is asked for. */
const OWN_EVENT =
  /異動|配属|着任|赴任|就任|転入|転勤|入庁|採用され|入りました|来ました|なりました|復職|復帰|会議(?:資料|で使|があ|に出|に向け|に備え)|(?:発表|報告|説明|まとめ)(?:する|すること|しなければ|しないと|ること)|(?<![a-z])(?:joined|moved|moving|transferred|transferring|being transferred|started|arrived|new here|my meeting|a meeting|presentation)/i;

const saysWhen = (query: Query): boolean =>
  (query.time !== null && !query.timeImplied) || query.scheduleKinds.length > 0 || query.stages.length > 0;
const timeOf = ({
  time,
  open,
  timeAmbiguous,
  timeImplied,
  scheduleKinds,
  stages,
}: Query): Pick<Query, 'time' | 'open' | 'timeAmbiguous' | 'timeImplied' | 'scheduleKinds' | 'stages'> => ({
  time,
  open,
  timeAmbiguous,
  timeImplied,
  scheduleKinds,
  stages,
});

/** Reads a question into a query. */
export class Analyzer {
  readonly #tokenizer: Tokenizer;

  constructor(context: AnalyseContext) {
    this.#tokenizer = new Tokenizer(context);
  }

  analyse(input: Pick<AskInput, 'text' | 'today' | 'lang'>): Query {
    const cleaned = cleanQuestion(input.text);
    const lang = languageOf(cleaned, input.lang);
    const romaji = isRomaji(cleaned);
    const text = romaji ? romajiToKana(cleaned) : cleaned;
    const { scene, question } = splitScene(text);
    const main =
      scene === '' || CONTINUES.test(question) ? null : this.#read(question, input.today, lang, 1, romaji);
    if (main !== null) {
      if (
        main.groups.some((group) => group.some((term) => !term.unknown)) ||
        (main.departments !== null && !OWN_DEPARTMENT.test(question))
      ) {
        const before = this.#read(scene, input.today, lang, SCENE_WEIGHT, romaji);
        return {
          ...main,
          groups: [...main.groups, ...before.groups],
          departments: main.departments ?? (OWN_DEPARTMENT.test(question) ? before.departments : null),
          features: [...new Set([...main.features, ...before.features])],
        };
      }
    }
    const read = this.#read(scene === '' ? question : text, input.today, lang, 1, romaji);
    const ownEvent = OWN_EVENT.test(scene);
    const whole = {
      ...read,
      ...(main !== null && (saysWhen(main) || ownEvent) ? timeOf(main) : {}),
      ...(main !== null && ownEvent && read.departments !== null ? { groups: main.groups } : {}),
      told: scene !== '',
    };
    // One word may be either (katazuke): when English knows none of it, it is tried as Japanese.
    if (
      !romaji &&
      mayBeRomaji(cleaned) &&
      whole.groups.length > 0 &&
      whole.groups.every((group) => group.every((term) => term.unknown))
    ) {
      const reread = this.#read(romajiToKana(cleaned), input.today, 'ja', 1, true);
      if (reread.groups.some((group) => group.some((term) => !term.unknown)) || reread.departments !== null)
        return reread;
    }
    return whole;
  }

  /** What a curated question is compared by: its words, without a look at its facets. */
  features(cleaned: string, folded: Folded): readonly string[] {
    return featuresOf(
      this.#tokenizer.tokens(isRomaji(cleaned) ? foldRomaji(romajiToKana(cleaned)) : folded, 1),
    );
  }

  #read(text: string, today: string, lang: Lang, weight: number, romaji: boolean): Query {
    const time = readTime(text, today);
    const plain = time.rest.replace(ADVERBS, '');
    const folded = romaji ? foldRomaji(plain) : fold(plain);
    const tokens = this.#tokenizer.tokens(folded, weight);
    const without = CUES.without.test(text) && !/時期|時間/.test(CUES.without.exec(text)?.[0] ?? '');
    return {
      lang,
      ...compose(tokens, folded, without),
      ...(ONLY_HERE.test(text) ? { departments: null } : {}),
      intent: this.#intent(text, without),
      time: time.facet,
      open: time.open,
      timeAmbiguous: time.ambiguous,
      timeImplied: time.implied,
      scheduleKinds: time.scheduleKinds,
      stages: time.stages,
      sorted: time.sorted,
      told: false,
      nameOnly:
        /(?:って|という|と)(?:いう)?(?:名前|名称)(?:が|の|で)|(?:取組名|名前|名称|タイトル)に|(?<![a-z])(?:in (?:its|the|their) (?:names?|titles?))(?![a-z])/i.test(
          text,
        ),
    };
  }

  #intent(text: string, without: boolean): Intent {
    if (CUES.greeting.test(text)) return 'greeting';
    if (CUES.help.test(text)) return 'help';
    if (without) return 'departments';
    if (CUES.most.test(text) || CUES.fewest.test(text)) return 'departments';
    if (CUES.exactly.test(text) && /部署|局|課|区|所|とこ|department|bureau|office/i.test(text))
      return 'departments';
    if (CUES.departmentsList.test(text)) return 'departments';
    if (CUES.compare.test(text) || CUES.compareCounts.test(text)) return 'compare';
    if (CUES.count.test(text)) return 'count';
    if (CUES.find.test(text)) return 'find';
    for (const [, pattern] of FACT_CUES) if (pattern.test(text)) return 'fact';
    return 'find';
  }
}
