import { can } from '../../access/roles.ts';
import type { Visitor } from '../../chat/visitor.ts';
import { monthAt } from '../../calendar/zone.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import type { CardMessage } from '../../cards/message.ts';
import { place } from '../../chat/services.ts';
import { type Notice, noticePriority, noticeTo } from '../../delivery/notice.ts';
import type { Lang } from '../../question/answer.ts';
import type { RowAction } from '../cards/actions.ts';
import type { ConfirmView, StatusLine } from '../cards/confirm-card.ts';
import { roundOf, unanswered } from '../decide/rounds.ts';
import type { Confirmation } from '../ports.ts';
import type { RowChatServices, RowServices } from './services.ts';
import { note, said } from './services.ts';

type Of<D extends RowAction['do']> = Extract<RowAction, { do: D }>;
type ConfirmRequest = Of<'row.confirm' | 'row.same' | 'row.allSame'>;

export const currentRound = ({ months, now, timeZone }: RowServices) =>
  roundOf(monthAt(now(), timeZone), Math.max(months, 1));

/** The rows of a department, one after the other, with what has come of a press. */
export async function confirm(
  services: RowChatServices,
  request: ConfirmRequest,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { lang, department } = request;
  if (!(await mayChange(services, department, visitor))) return note(services, 'notOwner', lang);
  const round = currentRound(services);
  if (request.do === 'row.confirm')
    return said(
      'confirm',
      await confirmCard(services, { department, after: request.after, note: null }, lang),
      true,
    );
  if (!services.mayChangeMore(visitor)) return note(services, 'tooMany', lang);
  const { initiatives } = services.knowledge().data;
  const answers = await services.store.inRound(round);
  const rows =
    request.do === 'row.same'
      ? initiatives.filter((row) => row.id === request.id && row.department === department)
      : unanswered(initiatives, department, new Set(answers.map(({ rowId }) => rowId)));
  await record(services, rows, 'same', visitor);
  return said('same', await confirmCard(services, { department, after: null, note: 'kept' }, lang), true);
}

/**
 * Of a press on the card of a round, which goes on with the row after `after`: what comes of it stands beside that, for the
 * card is the owner's only way to the rest of their rows.
 */
export async function besideRound(
  services: RowServices,
  { intent, beside }: { readonly intent: string; readonly beside: CardMessage },
  shown: Shown,
  lang: Lang,
): Promise<ChatAnswer> {
  return { ...said(intent, await confirmCard(services, shown, lang), true), beside };
}

/** Keeps what somebody has said of rows. */
export async function record(
  services: RowServices,
  rows: readonly { readonly id: string; readonly department: string }[],
  answer: 'same' | 'edit' | 'end',
  { personId, name }: Pick<Visitor, 'personId' | 'name'>,
): Promise<void> {
  const [round, at] = [currentRound(services), services.now()];
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
  if (rows.length > 0) await services.store.confirm(confirmations, entryOf);
  services.freshness.learn(await services.store.latest());
}

/** Owners speak for their department, editors for any. */
export async function mayChange(
  { owners }: Pick<RowServices, 'owners'>,
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

async function confirmCard(services: RowServices, shown: Shown, lang: Lang): Promise<CardMessage> {
  const answers = await services.store.inRound(currentRound(services));
  return services.cards.confirm(viewOf(services, shown, answers), place(services, lang));
}

function viewOf(
  services: RowServices,
  { department, after, note }: Shown,
  answers: ConfirmView['answers'],
): ConfirmView {
  const { initiatives } = services.knowledge().data;
  const open = unanswered(initiatives, department, new Set(answers.map(({ rowId }) => rowId)));
  const next = open.findIndex(({ id }) => id === after) + 1;
  const rows = initiatives.filter((row) => row.department === department);
  return { department, rows, answers, row: open[next] ?? open[0] ?? null, note };
}

/** The card that asks an owner, once for each department and round, or reminds of it. */
export async function noticeFor(
  services: RowServices,
  asked: { readonly department: string; readonly personId: string; readonly isReminder: boolean },
): Promise<Notice> {
  const { department, personId, isReminder } = asked;
  const round = currentRound(services);
  const shown = { department, after: null, note: isReminder ? 'askedAgain' : null } as const;
  const view = viewOf(services, shown, await services.store.inRound(round));
  const content = {
    ja: services.cards.confirm(view, place(services, 'ja')),
    en: services.cards.confirm(view, place(services, 'en')),
  };
  const position = services.knowledge().data.departments.findIndex(({ name }) => name === department);
  const id = `confirm-${round}-${services.keyOf(department)}${isReminder ? '-again' : ''}`;
  return noticeTo(
    [`person:${personId}`],
    { id, content, at: services.now() },
    noticePriority + (position < 0 ? 1 : 0),
  );
}

/** Which departments have answered, for the HR office and editors; for an owner, what is left of their own. */
export async function status(
  services: RowServices,
  { lang, remind }: { readonly lang: Lang; readonly remind: boolean },
  visitor: Visitor,
): Promise<ChatAnswer> {
  if (!can(visitor.roles, 'editData')) {
    const department = await ownDepartment(services, visitor);
    return department === null
      ? note(services, 'onlyEditors', lang)
      : said('confirm', await confirmCard(services, { department, after: null, note: null }, lang));
  }
  const reminded = remind ? await remindAll(services) : null;
  const view = { lines: await statusLines(services), months: services.months, reminded };
  const card = services.cards.status(view, place(services, lang));
  return said(remind ? 'remind' : 'status', card, remind);
}

/** The owner's department that has most left to say; null: nobody's owner. */
async function ownDepartment(
  services: RowServices,
  { personId }: Pick<Visitor, 'personId'>,
): Promise<string | null> {
  const own = (await statusLines(services)).filter(({ owner }) => owner?.personId === personId);
  return own.toSorted((a, b) => b.open - a.open)[0]?.department ?? null;
}

/** How far each department is, in the document's order; those without rows are left out. */
export async function statusLines(services: RowServices): Promise<readonly StatusLine[]> {
  const { data } = services.knowledge();
  const round = currentRound(services);
  const asked = new Map((await services.store.asked(round)).map((one) => [one.department, one]));
  const owners = new Map((await services.owners.owners()).map((one) => [one.department, one]));
  const answered = new Set((await services.store.inRound(round)).map(({ rowId }) => rowId));
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

/** The owner of each department that was asked and has not answered, once more in this round. */
async function remindAll(services: RowServices): Promise<number> {
  let count = 0;
  for (const { asked, owner, open, department } of await statusLines(services)) {
    if (asked === null || owner === null || open === 0 || asked.remindedAt !== null) continue;
    const notice = await noticeFor(services, { department, personId: owner.personId, isReminder: true });
    if (await services.store.remind(asked, services.now(), notice)) count += 1;
  }
  if (count > 0) services.onPlanned();
  return count;
}
