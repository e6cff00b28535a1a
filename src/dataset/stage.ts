import type { Stage } from './schema.ts';

/**
 * How far a row has come by its own words: `considering` while the measure itself is 検討 (中), `planned` when it is
 * 予定, else null. Of remarks only those that say nothing else are read (検討中): others tell of the past and of parts
 * (R6年度よりワーキングにより検討).
 */
export function readStage(row: {
  readonly name: string;
  readonly summary: string;
  readonly schedule: string;
  readonly remarks: string;
}): Stage {
  const schedule = row.schedule.normalize('NFKC');
  const [, considered, planned] = STAGE_ALONE.exec(row.remarks.normalize('NFKC').trim()) ?? [];
  if (considered !== undefined) return 'considering';
  if (planned !== undefined) return 'planned';
  const texts = [row.name, row.summary].map((text) => withoutAsides(text.normalize('NFKC')));
  if (CONSIDERED.test(schedule) || texts.some(isConsidered)) return 'considering';
  if (SCHEDULED.test(schedule) || texts.some((text) => PLANNED.test(text))) return 'planned';
  return null;
}

/**
 * A bracket that is a statement of its own speaks of a part (（R9は福祉保健部、会計室を予定）), one that is a mere
 * note (（実施予定）) of the whole.
 */
function withoutAsides(text: string): string {
  return text.replace(/[([【〔][^()[\]【】〔〕]{0,200}[)\]】〕]/g, (aside) =>
    /[、,は]/.test(aside) ? '' : aside,
  );
}

/** Where a clause ends. An opening bracket does not end one: 解決策を検討する「Action 7」 describes Action 7. */
const CLAUSE_END = '(?=\\s*(?:$|[\\n。、,.;；・)\\]】〕」』]))';

/**
 * 検討 as the head of a clause, of which the measure is the object: …の検討, …を検討中, …について検討する予定.
 * 検討会議, 検討委員会, 検討の結果 and 一緒に検討 are people at work or things, not a stage.
 */
const CONSIDERING = new RegExp(
  `(?:の|を|について|に向けて|に向けた|に関する|に関して|も|^|[\\n、。・(【〔])` +
    `検討(?:中|段階|予定|する予定|する|します|している|しています|を行う|を行っている|を進める|を進めている|中である|中です)?${CLAUSE_END}`,
  'gm',
);

/** What people consider as their work, so that considering it is the measure itself: 若手職員が解決策を検討. */
const OBJECT_OF_WORK = /(?:策|案|課題|事例|テーマ|アイデア|アイディア|問題|方向性|議題)(?:等|など)?$/;

function isConsidered(text: string): boolean {
  for (const match of text.matchAll(CONSIDERING)) {
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    if (/検討(?:中|段階)/.test(match[0]) || !OBJECT_OF_WORK.test(before)) return true;
  }
  return false;
}

const CONSIDERED = /検討(?:中|段階|予定)?(?:$|[^\p{L}会])/u;

/** A remark that is a stage and no more: 検討中, （実施検討中）, 導入予定. */
const STAGE_ALONE =
  /^[(【〔]?(?:現在|引き続き)?、?(?:(?:本格実施|実施|導入|試行|開始|設置)(?:を|に向け(?:て)?)?)?(?:(検討(?:中|段階|予定)?)|(予定))(?:です|である)?[)】〕]?[。.]?$/u;

/** 予定 of the measure; 予定表, 予定者, 予定どおり are other things. */
const SCHEDULED = /予定(?!表|者|通り|どおり|なし|無し)/;

/** …を予定, 実施予定, …する予定(です): not その日の予定や困りごと, not 退職予定の職員. */
const PLANNED = new RegExp(
  `(?<![日週月年間人者])(?<![日週月年]の)予定(?:である|です|している|しています|とする)?${CLAUSE_END}`,
  'm',
);
