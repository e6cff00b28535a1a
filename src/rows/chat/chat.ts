import { can } from '../../access/roles.ts';
import { createAllowance } from '../../access/allowance.ts';
import type { Visitor } from '../../chat/visitor.ts';
import type { InvalidPress } from '../../cards/presses.ts';
import { type ChatAnswer, createChat, type FeatureChat } from '../../chat/chat.ts';
import { findRow, place } from '../../chat/services.ts';
import { departmentNamed } from '../../dataset/name-key.ts';
import type { Dataset, Initiative } from '../../dataset/schema.ts';
import type { Lang } from '../../question/answer.ts';
import { type RowAction, parseRowAction } from '../cards/actions.ts';
import type { RowForm } from '../cards/cards.ts';
import { decideRow } from '../decide/change.ts';
import { EMPTY_ROW, fieldsOf, unshownFields, ROW_FIELDS, type RowFields } from '../decide/fields.ts';
import { besideRound, confirm, mayChange, record, status } from './confirm.ts';
import { note, type RowChatServices, type RowServices, type RowProposal, said } from './services.ts';
import { parseRowWords, type RowWords } from './words.ts';
import { dayMs } from '../../calendar/clock.ts';

type RowRequest = RowAction | RowWords;

/** Each is a line of the audit trail, and an edited row a whole edition: a script would bury others' in its own. */
const mostChanges = 300;
const changesWindowMs = dayMs;

/** Edits rows, and asks whether they still hold. */
export function createRowChat(made: RowServices): FeatureChat<RowRequest | InvalidPress> {
  const changes = createAllowance({ most: mostChanges, windowMs: changesWindowMs, now: made.now });
  const mayChangeMore = ({ roles, personId }: Visitor) => can(roles, 'editData') || changes.take(personId);
  const services: RowChatServices = { ...made, mayChangeMore };
  return createChat<RowRequest>({
    parseWords: parseRowWords,
    parseAction: parseRowAction,
    answer: (request, visitor) => answer(services, request, visitor),
    note: (what, { lang }) => note(services, what, lang),
    onError: services.onError,
  });
}

async function answer(services: RowChatServices, request: RowRequest, visitor: Visitor): Promise<ChatAnswer> {
  const { lang } = request;
  switch (request.do) {
    case 'row.confirm':
    case 'row.same':
    case 'row.allSame':
      return await confirm(services, request, visitor);
    case 'row.status':
    case 'row.remind':
      return await status(services, { lang, remind: request.do === 'row.remind' }, visitor);
    case 'row.add':
      return can(visitor.roles, 'editData')
        ? form(
            services,
            { id: null, name: '', fields: EMPTY_ROW, kept: [], problems: [], refused: [] },
            lang,
            false,
          )
        : note(services, 'onlyEditors', lang);
    case 'row.editThis': {
      const [id] = visitor.previousIds;
      return id === undefined
        ? note(services, 'nothingMeant', lang)
        : await edit(services, { id, lang }, visitor);
    }
    case 'row.edit':
      return await edit(services, request, visitor);
    case 'row.save':
      return await save(services, request, visitor);
    case 'row.end':
      return await end(services, request, visitor);
  }
}

async function edit(
  services: RowChatServices,
  { id, department, lang }: Pick<Extract<RowAction, { do: 'row.edit' }>, 'id' | 'department' | 'lang'>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const row = findRow(services, id);
  if (!(await maySave(services, row, visitor))) return note(services, 'onlyEditors', lang);
  if (!row) return note(services, 'gone', lang);
  const fields = fieldsOf(row, services.knowledge().data, lang);
  const shown = { id, name: row.name, fields, kept: unshownFields(fields), problems: [], refused: [] };
  const card = services.cards.form(shown, place(services, lang));
  if (department !== row.department) return said('form', card);
  return await besideRound(
    services,
    { intent: 'form', beside: card },
    { department, after: id, note: null },
    lang,
  );
}

/** Editors may change any row, owners those of their department; a second person approves it either way. */
async function maySave(
  services: RowChatServices,
  row: Initiative | null,
  visitor: Visitor,
): Promise<boolean> {
  return row ? await mayChange(services, row.department, visitor) : can(visitor.roles, 'editData');
}

/** An owner answers for their own department: a row leaves it for another only by who may change that one's as well. */
async function mayMoveTo(
  services: RowChatServices,
  department: string,
  row: Initiative,
  visitor: Visitor,
): Promise<boolean> {
  return department === row.department || (await mayChange(services, department, visitor));
}

async function end(
  services: RowChatServices,
  { id, department, lang }: Extract<RowAction, { do: 'row.end' }>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const row = findRow(services, id);
  if (!(await maySave(services, row, visitor))) return note(services, 'onlyEditors', lang);
  if (!row) return note(services, 'gone', lang);
  if (!services.mayChangeMore(visitor)) return note(services, 'tooMany', lang);
  const isAsked = department === row.department;
  const wanted = { kind: 'row', about: row.name, change: { what: 'rowEnded', id }, lang } as const;
  const proposed = await services.propose({ ...wanted, author: authorOf(visitor), asksApproval: isAsked });
  const isWritten = proposed.kind === 'proposed';
  if (isWritten && proposed.isNew) await record(services, [row], 'end', visitor);
  const intent = `end ${proposed.kind}`;
  if (!isWritten || !isAsked) return { ...said(intent, proposed.card, true), isWritten };
  const next = { department, after: null, note: 'ending' } as const;
  return await besideRound(services, { intent, beside: proposed.card }, next, lang);
}

async function save(
  services: RowChatServices,
  request: Extract<RowAction, { do: 'row.save' }>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { id, lang, kept } = request;
  const { data } = services.knowledge();
  const row = id === null ? null : findRow(services, id);
  if (!(await maySave(services, row, visitor))) return note(services, 'onlyEditors', lang);
  const fields = filledIn(request, row === null ? EMPTY_ROW : fieldsOf(row, data, lang), data);
  const shown = { id, name: row?.name ?? '', fields, kept, problems: [], refused: [] };
  if (row && !(await mayMoveTo(services, fields.department, row, visitor)))
    return note(services, 'onlyEditors', lang);
  // A row that has gone meanwhile can still be put in again: nothing that was written is lost.
  if (id !== null && row === null) return form(services, { ...shown, id: null, kept: [] }, lang);
  if (!services.mayChangeMore(visitor)) return note(services, 'tooMany', lang);
  const decided = decideRow(fields, row, data);
  if (!decided.ok) return form(services, { ...shown, problems: decided.problems }, lang);
  const wanted = { kind: 'row', about: fields.name, change: decided.change, lang } as const;
  const proposed = await services.propose({ ...wanted, author: authorOf(visitor) });
  if (proposed.kind === 'refused') return form(services, { ...shown, refused: proposed.problems }, lang);
  const isWritten = proposed.kind === 'proposed';
  if (row && isWritten && proposed.isNew) await record(services, [row], 'edit', visitor);
  return { ...said(`save ${proposed.kind}`, proposed.card, true), isWritten };
}

/** What a form says of a row; what it has left out is as it was. */
function filledIn(
  request: Extract<RowAction, { do: 'row.save' }>,
  before: RowFields,
  { departments }: Dataset,
): RowFields {
  const isUnshown = new Set(request.kept);
  const values = ROW_FIELDS.map((field) => [
    field,
    isUnshown.has(field) ? before[field] : request[field].replaceAll('\r\n', '\n'),
  ]);
  const fields = { ...before, ...(Object.fromEntries(values) as Partial<RowFields>) };
  return { ...fields, department: departmentNamed(departments, fields.department) ?? fields.department };
}

function authorOf({ personId, name }: Visitor): RowProposal['author'] {
  return { id: personId, name };
}

function form(services: RowChatServices, shown: RowForm, lang: Lang, inPlace = true): ChatAnswer {
  return said('form', services.cards.form(shown, place(services, lang)), inPlace);
}
