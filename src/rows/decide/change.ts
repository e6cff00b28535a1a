import { nameKey } from '../../dataset/name-key.ts';
import { blockTexts, textOfBlocks } from '../../dataset/curated/blocks.ts';
import { assignIds } from '../../dataset/identity.ts';
import { toJson } from '../../dataset/json.ts';
import { parseBlocks } from '../../dataset/curated/blocks.ts';
import { formatExpansion } from '../../dataset/curated/expansions.ts';
import type { DatasetFiles } from '../../dataset/load/dataset.ts';
import { parseSchedule } from '../../dataset/schedule.ts';
import type { Concept, Dataset, Expansion, Initiative, InitiativesFile } from '../../dataset/schema.ts';
import { readStage } from '../../dataset/stage.ts';
import { contactIn, fieldsOf, type RowFields, type RowProblem } from './fields.ts';

/** What a change makes of the files that answer. */
type ChangeFiles = (files: DatasetFiles) => DatasetFiles;

/** A form that can be taken, or everything that is amiss with it. */
export type RowDecision =
  | { readonly ok: true; readonly change: ChangeFiles }
  | { readonly ok: false; readonly problems: readonly RowProblem[] };

/** What has been read of a form. */
interface Read {
  readonly row: Pick<
    Initiative,
    'department' | 'name' | 'summary' | 'schedule' | 'stage' | 'remarks' | 'contact'
  >;
  readonly words: Pick<Expansion, 'en' | 'questions' | 'themes'>;
}

/** A row with other words (`before` null: a new one). */
export function decideRow(fields: RowFields, before: Initiative | null, data: Dataset): RowDecision {
  const themes = themesIn(fields.themes, data.concepts);
  const problems = [...problemsOf(fields, before, data), ...themes.problems];
  if (problems.length > 0) return { ok: false, problems };
  const read = readFields(fields, before, themes.ids);
  return {
    ok: true,
    change: before === null ? added(read) : changed(read, before.id, wordsChanged(fields, before, data)),
  };
}

/** Without the row; it stays in the editions before. */
export function rowEnded(id: string): ChangeFiles {
  return (files) => {
    const rows = withRows(files, (all) => all.filter((row) => row.id !== id));
    return withWords(rows, id, null);
  };
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

function themesIn(text: string, concepts: readonly Concept[]) {
  const names = text
    .split(/[、,，\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const byName = new Map(
    concepts.flatMap(({ id, label }) => [id, label.en, label.ja].map((name) => [nameKey(name), id] as const)),
  );
  const ids = names.map((name) => byName.get(nameKey(name)));
  const problems: RowProblem[] = names
    .filter((_, index) => ids[index] === undefined)
    .map((words) => ({ what: 'theme', words }));
  return { ids: [...new Set(ids.filter((id) => id !== undefined))], problems };
}

function readFields(fields: RowFields, before: Initiative | null, themes: readonly string[]): Read {
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

function wordsChanged(fields: RowFields, before: Initiative, data: Dataset): boolean {
  const was = fieldsOf(before, data);
  return (['enName', 'enSummary', 'enRemarks', 'themes', 'questions'] as const).some(
    (field) => was[field] !== fields[field],
  );
}

function changed({ row, words }: Read, id: string, areWords: boolean): ChangeFiles {
  return (files) => {
    const next = withRows(files, (all) =>
      all.map((one) => {
        if (one.id !== id) return one;
        const { contact: _before, ...rest } = one;
        return { ...rest, ...row };
      }),
    );
    return areWords ? withWords(next, id, { words, label: labelOf(row) }) : next;
  };
}

function added({ row, words }: Read): ChangeFiles {
  return (files) => {
    let id = '';
    const next = withRows(files, (all) => {
      const line = Math.max(0, ...all.map(({ source }) => source.line)) + 1;
      const text = [row.name, row.summary, row.schedule.text, row.remarks].join('\t');
      const stated = new Map(all.map((one) => [one, one.id] as const));
      const { initiatives } = assignIds([...all, { ...row, source: { line, text } }], all, stated);
      id = initiatives.at(-1)!.id;
      return placed(all, initiatives.at(-1)!);
    });
    const isSaid = words.en !== null || words.questions.length + words.themes.length > 0;
    return isSaid ? withWords(next, id, { words, label: labelOf(row) }) : next;
  };
}

/** After the last of its department: the document's order is by department. */
function placed(all: readonly Initiative[], row: Initiative): readonly Initiative[] {
  const last = all.findLastIndex(({ department }) => department === row.department);
  const at = last === -1 ? all.length : last + 1;
  return [...all.slice(0, at), row, ...all.slice(at)];
}

function withRows(
  files: DatasetFiles,
  change: (rows: readonly Initiative[]) => readonly Initiative[],
): DatasetFiles {
  const file = JSON.parse(files.get('initiatives.json')!) as InitiativesFile;
  const initiatives = [...change(file.initiatives)];
  return new Map(files).set('initiatives.json', toJson({ ...file, initiatives }));
}

const WORDS = 'expansions.txt';
const labelOf = ({ department, name }: Read['row']): string => `${department}「${name}」`;

/** With what is written of the row beside it; null = nothing any more. */
function withWords(
  files: DatasetFiles,
  id: string,
  said: { readonly words: Read['words']; readonly label: string } | null,
): DatasetFiles {
  const text = files.get(WORDS) ?? '';
  const blocks = blockTexts(text);
  const comments = parseBlocks(text).blocks.find((block) => block.id === id)?.comments ?? [];
  if (said === null) blocks.delete(id);
  else blocks.set(id, formatExpansion({ id, ...said.words }, said.label, comments).trimEnd());
  if (blocks.size === 0 && text === '') return files;
  return new Map(files).set(WORDS, textOfBlocks(blocks.values()));
}
