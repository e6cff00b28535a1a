/** Hiragana alone hold a sentence together and name nothing. */
const NAMES = /[^\u3041-\u309f\s、。・,.?？!！()（）「」]/;
/** 視察, さいたま市: shorter runs meet by chance. */
const isTelling = (run: string): boolean =>
  NAMES.test(run) && (run.length >= 3 || /^[\u4e00-\u9fff]{2}$/.test(run));
/** さいたま of さいたま市: a place that is written in hiragana. */
const isPlace = (run: string, told: string): boolean =>
  run.length >= 3 && /[市区町村]/.test(told.charAt(told.indexOf(run) + run.length));

/** The longest run of the text's characters that the other text has as well, as it stands; '' where none tells anything. */
export function sharedRun(text: string, other: string): string {
  const typed = text.normalize('NFKC').toLowerCase();
  const told = other.normalize('NFKC').toLowerCase();
  let longest = '';
  for (let from = 0; from < typed.length; from++) {
    let to = from + longest.length + 1;
    while (to <= typed.length && told.includes(typed.slice(from, to))) {
      const run = typed.slice(from, to);
      if (isTelling(run) || isPlace(run, told)) longest = run;
      to++;
    }
  }
  return longest;
}

/** The text without the runs that the other text has as well. */
export function withoutRuns(text: string, other: string): string {
  const run = sharedRun(text, other);
  const typed = text.normalize('NFKC').toLowerCase();
  return run === '' ? typed : withoutRuns(typed.replaceAll(run, ' '), other);
}

/** Of verbs and counters, which any sentence has. */
const COMMON_KANJI = '何誰出入行来見言話使作取持上下中前後時人者的今日月年回方取組局課区部署市役所員職';

/** How many kanji of the text the other text has as well, those that any sentence has left out. */
export const charactersShared = (text: string, other: string): number =>
  [...new Set(text.match(/[\u4e00-\u9fff]/g) ?? [])].filter(
    (each) => !COMMON_KANJI.includes(each) && other.includes(each),
  ).length;
