import { can } from '../../access/roles.ts';
import type { Visitor } from '../../chat/visitor.ts';
import { monthAt } from '../../calendar/zone.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import type { CardMessage } from '../../cards/message.ts';
import { place } from '../../chat/parts.ts';
import { type Notice, noticePriority, noticeTo } from '../../delivery/notice.ts';
import type { Lang } from '../../question/answer.ts';
import type { RowAction } from '../cards/actions.ts';
import type { ConfirmView, StatusLine } from '../cards/confirm-card.ts';
import { roundOf, unanswered } from '../decide/rounds.ts';
import type { Confirmation } from '../ports.ts';
import type { RowChatParts, RowParts } from './parts.ts';
import { note, said } from './parts.ts';

type Of<D extends RowAction['do']> = Extract<RowAction, { do: D }>;
type ConfirmRequest = Of<'row.confirm' | 'row.same' | 'row.allSame'>;

export const currentRound = ({ months, now, timeZone }: RowParts) =>
  roundOf(monthAt(now(), timeZone), Math.max(months, 1));

/** The rows of a department, one after the other, with what has come of a press. */
export async function confirm(
  parts: RowChatParts,
  request: ConfirmRequest,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { lang, department } = request;
  if (!(await mayChange(parts, department, visitor))) return note(parts, 'notOwner', lang);
  const round = currentRound(parts);
  if (request.do === 'row.confirm')
    return said(
      'confirm',
      await confirmCard(parts, { department, after: request.after, note: null }, lang),
      true,
    );
  if (!parts.mayChangeMore(visitor)) return note(parts, 'tooMany', lang);
  const { initiatives } = parts.knowledge().data;
  const answers = await parts.store.inRound(round);
  const rows =
    request.do === 'row.same'
      ? initiatives.filter((row) => row.id === request.id && row.department === department)
      : unanswered(initiatives, department, new Set(answers.map(({ rowId }) => rowId)));
  await record(parts, rows, 'same', visitor);
  return said('same', await confirmCard(parts, { department, after: null, note: 'kept' }, lang), true);
}

/**
 * Of a press on the card of a round, which goes on with the row after `after`: what comes of it stands beside that, for the
 * card is the owner's only way to the rest of their rows.
 */
export async function besideRound(
  parts: RowParts,
  { intent, beside }: { readonly intent: string; readonly beside: CardMessage },
  shown: Shown,
  lang: Lang,
): Promise<ChatAnswer> {
  return { ...said(intent, await confirmCard(parts, shown, lang), true), beside };
}

/** Keeps what somebody has said of rows. */
export async function record(
  parts: RowParts,
  rows: readonly { readonly id: string; readonly department: string }[],
  answer: 'same' | 'edit' | 'end',
  { personId, name }: Pick<Visitor, 'personId' | 'name'>,
): Promise<void> {
  const [round, at] = [currentRound(parts), parts.now()];
  const person = { id: personId, name };
  const confirmations = rows.map(({ id, department }) => ({
    rowId: id,
    round,
    department,
    answer,
    person,
    at,
  }));
  const entryOf = ({ rowId }: Pick<Confirmation, 'rowId'>) => ({
    at,
    actor: personId,
    action: 'row.confirm',
    subject: rowId,
    detail: { round, answer },
  });
  if (rows.length > 0) await parts.store.confirm(confirmations, entryOf);
  parts.freshness.learn(await parts.store.latest());
}

/** Owners speak for their department, editors for any. */
export async function mayChange(
  { owners }: Pick<RowParts, 'owners'>,
  department: string,
  { personId, roles }: Pick<Visitor, 'personId' | 'roles'>,
): Promise<boolean> {
  const owner = await owners.ownerOf(department);
  return can(roles, 'changeRow', owner?.personId === personId && 'owner');
}

/** How the card of a department's round is shown. */
interface Shown extends Pick<ConfirmView, 'department' | 'note'> {
  /** From the row after that. */
  readonly after: string | null;
}

async function confirmCard(parts: RowParts, shown: Shown, lang: Lang): Promise<CardMessage> {
  const answers = await parts.store.inRound(currentRound(parts));
  return parts.cards.confirm(viewOf(parts, shown, answers), place(parts, lang));
}

function viewOf(
  parts: RowParts,
  { department, after, note }: Shown,
  answers: ConfirmView['answers'],
): ConfirmView {
  const { initiatives } = parts.knowledge().data;
  const open = unanswered(initiatives, department, new Set(answers.map(({ rowId }) => rowId)));
  const next = open.findIndex(({ id }) => id === after) + 1;
  const rows = initiatives.filter((row) => row.department === department);
  return { department, rows, answers, row: open[next] ?? open[0] ?? null, note };
}

/** The card that asks an owner, once for each department and round, or reminds of it. */
export async function noticeFor(
  parts: RowParts,
  asked: { readonly department: string; readonly personId: string; readonly isReminder: boolean },
): Promise<Notice> {
  const { department, personId, isReminder } = asked;
  const round = currentRound(parts);
  const shown = { department, after: null, note: isReminder ? 'askedAgain' : null } as const;
  const view = viewOf(parts, shown, await parts.store.inRound(round));
  const content = {
    ja: parts.cards.confirm(view, place(parts, 'ja')),
    en: parts.cards.confirm(view, place(parts, 'en')),
  };
  const position = parts.knowledge().data.departments.findIndex(({ name }) => name === department);
  const id = `confirm-${round}-${parts.keyOf(department)}${isReminder ? '-again' : ''}`;
  return noticeTo(
    [`person:${personId}`],
    { id, content, at: parts.now() },
    noticePriority + (position < 0 ? 1 : 0),
  );
}

/** Which departments have answered, for the HR office and editors; for an owner, what is left of their own. */
export async function status(
  parts: RowParts,
  { lang, remind }: { readonly lang: Lang; readonly remind: boolean },
  visitor: Visitor,
): Promise<ChatAnswer> {
  if (!can(visitor.roles, 'editData')) {
    const department = await ownDepartment(parts, visitor);
    return department === null
      ? note(parts, 'onlyEditors', lang)
      : said('confirm', await confirmCard(parts, { department, after: null, note: null }, lang));
  }
  const reminded = remind ? await remindAll(parts) : null;
  const view = { lines: await statusLines(parts), months: parts.months, reminded };
  const card = parts.cards.status(view, place(parts, lang));
  return said(remind ? 'remind' : 'status', card, remind);
}

/** The owner's department that has most left to say; null: nobody's owner. */
async function ownDepartment(
  parts: RowParts,
  { personId }: Pick<Visitor, 'personId'>,
): Promise<string | null> {
  const own = (await statusLines(parts)).filter(({ owner }) => owner?.personId === personId);
  return own.toSorted((a, b) => b.open - a.open)[0]?.department ?? null;
}

/** How far each department is, in the document's order; those without rows are left out. */
export async function statusLines(parts: RowParts): Promise<readonly StatusLine[]> {
  const { data } = parts.knowledge();
  const round = currentRound(parts);
  const asked = new Map((await parts.store.asked(round)).map((one) => [one.department, one]));
  const owners = new Map((await parts.owners.owners()).map((one) => [one.department, one]));
  const answered = new Set((await parts.store.inRound(round)).map(({ rowId }) => rowId));
  return data.departments.flatMap(({ name }): StatusLine[] => {
    const rows = data.initiatives.filter(({ department }) => department === name);
    if (rows.length === 0) return [];
    const open = unanswered(data.initiatives, name, answered).length;
    return [
      {
        department: name,
        owner: owners.get(name) ?? null,
        asked: asked.get(name) ?? null,
        rows: rows.length,
        open,
      },
    ];
  });
}

/** Everybody who has been asked and has not answered, once more in this round. */
async function remindAll(parts: RowParts): Promise<number> {
  let count = 0;
  for (const { asked, open, department } of await statusLines(parts)) {
    if (asked === null || open === 0 || asked.remindedAt !== null) continue;
    const notice = await noticeFor(parts, { department, personId: asked.personId, isReminder: true });
    if (await parts.store.remind(asked, parts.now(), notice)) count += 1;
  }
  if (count > 0) parts.onPlanned();
  return count;
}
