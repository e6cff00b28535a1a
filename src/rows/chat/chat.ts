import { can } from '../../access/roles.ts';
import type { Visitor } from '../../chat/visitor.ts';
import type { InvalidPress } from '../../cards/presses.ts';
import { type ChatAnswer, createChat, type FeatureChat } from '../../chat/chat.ts';
import { findRow, place } from '../../chat/parts.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Lang } from '../../question/answer.ts';
import { type RowAction, parseRowAction } from '../cards/actions.ts';
import type { RowForm } from '../cards/cards.ts';
import { decideRow, rowEnded } from '../decide/change.ts';
import { EMPTY_ROW, fieldsOf, ROW_FIELDS, type RowFields } from '../decide/fields.ts';
import { confirm, mayChange, record, status } from './confirm.ts';
import { note, type RowParts, type RowProposal, said } from './parts.ts';
import { parseRowWords, type RowWords } from './words.ts';

type RowRequest = RowAction | RowWords;

/** Edits rows, and asks whether they still hold. */
export function createRowChat(parts: RowParts): FeatureChat<RowRequest | InvalidPress> {
  return createChat<RowRequest>({
    parseWords: parseRowWords,
    parseAction: parseRowAction,
    answer: (request, visitor) => answer(parts, request, visitor),
    note: (what, { lang }) => note(parts, what, lang),
    onError: parts.onError,
  });
}

async function answer(parts: RowParts, request: RowRequest, visitor: Visitor): Promise<ChatAnswer> {
  const { lang } = request;
  switch (request.do) {
    case 'row.confirm':
    case 'row.same':
    case 'row.allSame':
      return await confirm(parts, request, visitor);
    case 'row.status':
    case 'row.remind':
      return await status(parts, { lang, remind: request.do === 'row.remind' }, visitor);
    case 'row.add':
      return can(visitor.roles, 'editData')
        ? form(parts, { id: null, fields: EMPTY_ROW, problems: [], refused: [] }, lang, false)
        : note(parts, 'onlyEditors', lang);
    case 'row.editThis': {
      const [id] = visitor.previousIds;
      return id === undefined ? note(parts, 'nothingMeant', lang) : await edit(parts, id, lang, visitor);
    }
    case 'row.edit':
      return await edit(parts, request.id, lang, visitor);
    case 'row.save':
      return await save(parts, request, visitor);
    case 'row.end':
      return await end(parts, request, visitor);
  }
}

async function edit(parts: RowParts, id: string, lang: Lang, visitor: Visitor): Promise<ChatAnswer> {
  const row = findRow(parts, id);
  if (!(await maySave(parts, row, visitor))) return note(parts, 'onlyEditors', lang);
  if (!row) return note(parts, 'gone', lang);
  const fields = fieldsOf(row, parts.knowledge().data);
  return form(parts, { id, fields, problems: [], refused: [] }, lang, false);
}

/** Editors may change any row, owners those of their department; a second person approves it either way. */
async function maySave(parts: RowParts, row: Initiative | null, visitor: Visitor): Promise<boolean> {
  return row ? await mayChange(parts, row.department, visitor) : can(visitor.roles, 'editData');
}

/** An owner answers for their own department: a row leaves it for another only by who may change that one's as well. */
async function mayMoveTo(
  parts: RowParts,
  department: string,
  row: Initiative,
  visitor: Visitor,
): Promise<boolean> {
  return department === row.department || (await mayChange(parts, department, visitor));
}

async function end(
  parts: RowParts,
  { id, lang }: Extract<RowAction, { do: 'row.end' }>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const row = findRow(parts, id);
  if (!(await maySave(parts, row, visitor))) return note(parts, 'onlyEditors', lang);
  if (!row) return note(parts, 'gone', lang);
  const wanted = { kind: 'row', about: row.name, change: rowEnded(row.id), lang } as const;
  const { kind, card } = await parts.propose({ ...wanted, author: authorOf(visitor) });
  if (kind === 'proposed') await record(parts, [row], 'end', visitor);
  return said(`end ${kind}`, card, true);
}

async function save(
  parts: RowParts,
  request: Extract<RowAction, { do: 'row.save' }>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { id, lang } = request;
  const { data } = parts.knowledge();
  const row = id === null ? null : findRow(parts, id);
  if (!(await maySave(parts, row, visitor))) return note(parts, 'onlyEditors', lang);
  const fields = filledIn(request);
  if (row && !(await mayMoveTo(parts, fields.department, row, visitor)))
    return note(parts, 'onlyEditors', lang);
  // A row that has gone meanwhile can still be put in again: nothing that was written is lost.
  if (id !== null && row === null) return form(parts, { id: null, fields, problems: [], refused: [] }, lang);
  const decided = decideRow(fields, row, data);
  if (!decided.ok) return form(parts, { id, fields, problems: decided.problems, refused: [] }, lang);
  const wanted = { kind: 'row', about: fields.name, change: decided.change, lang } as const;
  const proposed = await parts.propose({ ...wanted, author: authorOf(visitor) });
  if (proposed.kind === 'refused')
    return form(parts, { id, fields, problems: [], refused: proposed.problems }, lang);
  if (row && proposed.kind === 'proposed') await record(parts, [row], 'edit', visitor);
  return said(`save ${proposed.kind}`, proposed.card, true);
}

function filledIn(request: Extract<RowAction, { do: 'row.save' }>): RowFields {
  const values = ROW_FIELDS.map((field) => [field, request[field].replaceAll('\r\n', '\n')]);
  return { ...EMPTY_ROW, ...(Object.fromEntries(values) as Partial<RowFields>) };
}

function authorOf({ personId, name }: Visitor): RowProposal['author'] {
  return { id: personId, name };
}

function form(parts: RowParts, shown: RowForm, lang: Lang, inPlace = true): ChatAnswer {
  return said('form', parts.cards.form(shown, place(parts, lang)), inPlace);
}
