import { nameKey } from '../../dataset/name-key.ts';
import type { FilesChange } from '../../dataset/edition/files-change.ts';
import type { WrittenRow } from '../../dataset/edition/row-change.ts';
import { parseSchedule } from '../../dataset/schedule.ts';
import type { Concept, Dataset, Initiative } from '../../dataset/schema.ts';
import { readStage } from '../../dataset/stage.ts';
import { contactIn, type RowFields, type RowProblem } from './fields.ts';

/** A form that can be taken, or everything that is amiss with it. */
export type RowDecision =
  | { readonly ok: true; readonly change: FilesChange }
  | { readonly ok: false; readonly problems: readonly RowProblem[] };

/** A row with other words (`before` null: a new one). */
export function decideRow(fields: RowFields, before: Initiative | null, data: Dataset): RowDecision {
  const themes = themesIn(fields.themes, data.concepts);
  const problems = [...problemsOf(fields, before, data), ...themes.problems];
  if (problems.length > 0) return { ok: false, problems };
  const written = readFields(fields, before, themes.ids);
  if (before === null) return { ok: true, change: { what: 'rowAdded', written } };
  const { id } = before;
  const hasOtherWords = areWordsOther(written.words, id, data);
  return { ok: true, change: { what: 'rowChanged', id, written, hasOtherWords } };
}

function problemsOf(fields: RowFields, before: Initiative | null, data: Dataset): readonly RowProblem[] {
  const { name, department, schedule } = fields;
  const isSame = (row: Initiative): boolean =>
    row.id !== before?.id && nameKey(row.name) === nameKey(name) && row.department === department;
  const isUnread = schedule !== before?.schedule.text && parseSchedule(schedule).kind === 'unread';
  const hasEnglish = `${fields.enSummary}${fields.enRemarks}` !== '' && fields.enName === '';
  const found: readonly (readonly [boolean, RowProblem['what'], string])[] = [
    [name === '', 'name', ''],
    [!data.departments.some((one) => one.name === department), 'department', department],
    [name !== '' && data.initiatives.some(isSame), 'twice', name],
    [isUnread, 'schedule', schedule],
    [contactIn(fields) === undefined, 'contact', [fields.email, fields.channel].join(' ').trim()],
    [hasEnglish, 'english', ''],
  ];
  return found.flatMap(([isAmiss, what, words]) => (isAmiss ? [{ what, words }] : []));
}

/** The concepts that are named: by their names, or by a word that is known for one of them alone. */
function themesIn(text: string, concepts: readonly Concept[]) {
  const names = text
    .split(/[、,，\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const byName = new Map(
    concepts.flatMap(({ id, label }) => [id, label.en, label.ja].map((name) => [nameKey(name), id] as const)),
  );
  const ids = names.map((name) => byName.get(nameKey(name)) ?? onlyMeaning(name, concepts));
  const problems: RowProblem[] = names
    .filter((_, index) => ids[index] === undefined)
    .map((words) => ({ what: 'theme', words, like: likeThemes(words, concepts) }));
  return { ids: [...new Set(ids.filter((id) => id !== undefined))], problems };
}

const wordsOf = ({ label, terms, kana, en }: Concept): readonly string[] =>
  [label.ja, label.en, ...terms, ...kana, ...en].map(nameKey);

function onlyMeaning(name: string, concepts: readonly Concept[]): string | undefined {
  const meant = concepts.filter((concept) => wordsOf(concept).includes(nameKey(name)));
  return meant.length === 1 ? meant[0]!.id : undefined;
}

/** The names of concepts that have the word, the shortest first; else of those that have a part of it. */
function likeThemes(words: string, concepts: readonly Concept[]): readonly Concept['label'][] {
  const key = nameKey(words);
  const having = concepts.filter((concept) => wordsOf(concept).some((word) => word.includes(key)));
  const within = concepts.filter((concept) =>
    wordsOf(concept).some((word) => word.length >= minPartChars && key.includes(word)),
  );
  const found = having.length > 0 ? having : within;
  return found
    .map(({ label }) => label)
    .toSorted((a, b) => a.ja.length - b.ja.length)
    .slice(0, mostLike);
}
const minPartChars = 2;
const mostLike = 5;

function readFields(fields: RowFields, before: Initiative | null, themes: readonly string[]): WrittenRow {
  const { department, name, summary, remarks, enName: english } = fields;
  const contact = contactIn(fields) ?? undefined;
  // What has not been touched keeps what the whole document told of it.
  const isTimeKept = before !== null && fields.schedule === before.schedule.text;
  const schedule = isTimeKept ? before.schedule : parseSchedule(fields.schedule);
  return {
    row: {
      ...{ department, name, summary, schedule, remarks },
      stage: readStage({ name, summary, schedule: fields.schedule, remarks }),
      ...(contact && { contact }),
    },
    words: {
      en: english === '' ? null : { name: english, summary: fields.enSummary, remarks: fields.enRemarks },
      questions: fields.questions
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      themes: [...themes],
    },
  };
}

function areWordsOther(words: WrittenRow['words'], id: string, { expansions }: Dataset): boolean {
  const { en, questions, themes } = expansions.get(id) ?? { en: null, questions: [], themes: [] };
  const keyOf = (one: WrittenRow['words']): string =>
    JSON.stringify([one.en && [one.en.name, one.en.summary, one.en.remarks], one.questions, one.themes]);
  return keyOf(words) !== keyOf({ en, questions, themes });
}
