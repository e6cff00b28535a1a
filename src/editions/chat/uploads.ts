import { place } from '../../chat/services.ts';
import { basisFor, can } from '../../access/roles.ts';
import type { Visitor } from '../../chat/visitor.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import type { FileDraft } from '../../dataset/load/draft-task.ts';
import {
  COLUMN_ROLES,
  type ColumnChoices,
  type ColumnRole,
  type FoundColumn,
  type OfficeFile,
} from '../../dataset/office/types.ts';
import type { Lang } from '../../question/answer.ts';
import { decodeText } from '../../text/decode.ts';
import { readPeople } from '../../text/people-list.ts';
import type { EditionAction } from '../cards/actions.ts';
import { columnField, type EditionNote, MOST_COLUMNS, yearsAround } from '../cards/view.ts';
import type { SentFile } from '../sent-files.ts';
import { type EditionServices, noted, said } from './services.ts';
import { currentEdition, keepDraft } from './propose.ts';

/** Somebody has sent files in the personal chat. */
export interface FilesRequest {
  readonly do: 'edition.files';
  readonly files: readonly { readonly name: string; readonly downloadUrl: string }[];
  readonly lang: Lang;
}

/** What may as well be a list of people for a broadcast. */
const mayBeList = /\.(csv|tsv|txt)$/i;
const mostNameChars = 100;

/** Takes a file of data in, as far as the draft; null: it is no file of data, so others are asked. */
export async function receiveFiles(
  services: EditionServices,
  { files, lang }: FilesRequest,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { roles } = await services.actor(visitor.personId);
  const [file, ...more] = files;
  if (!can(roles, 'editData')) return can(roles, 'compose') ? null : noted(services, 'fileNotEditor', lang);
  if (!file) return null;
  if (more.length > 0) return noted(services, 'fileOne', lang);
  const download = await services.files.download(file.downloadUrl);
  if (!download.ok) return noted(services, 'fileDownload', lang);
  const { bytes } = download;
  if (mayBeList.test(file.name) && can(roles, 'compose') && (await isListOfPeople(bytes))) return null;
  const sent: SentFile = {
    id: `f-${services.newId()}`,
    ownerId: visitor.personId,
    name: file.name.slice(-mostNameChars),
    bytes,
    sentAt: services.now(),
  };
  return await takeIn(services, sent, {}, { visitor, lang, note: null });
}

async function isListOfPeople(bytes: Uint8Array): Promise<boolean> {
  const text = decodeText(bytes);
  return text !== null && (await readPeople(text)).people.length > 0;
}

/** A file that the person sent, who may still change the data; else why not. */
async function ownFile(
  { actor, sentFiles }: EditionServices,
  id: string,
  { personId }: Visitor,
): Promise<SentFile | 'onlyEditorsChange' | 'fileGone'> {
  const { roles } = await actor(personId);
  if (!can(roles, 'editData')) return 'onlyEditorsChange';
  const file = await sentFiles.get(id);
  return file?.ownerId === personId ? file : 'fileGone';
}

/** Goes on with a file after its questions have been answered. */
export async function answerColumns(
  services: EditionServices,
  { file: id, inputs, lang }: Extract<EditionAction, { do: 'edition.answer' }>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const file = await ownFile(services, id, visitor);
  if (typeof file === 'string') return noted(services, file, lang);
  const year = Number(inputs['year']);
  const answers = {
    chosen: Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== 'year')),
    ...(Number.isInteger(year) && year >= 2000 && year <= 2100 && { fiscalYear: year }),
  };
  const note = 'year' in inputs && answers.fiscalYear === undefined ? 'needsYear' : null;
  return { ...(await takeIn(services, file, answers, { visitor, lang, note })), inPlace: true };
}

/** Asks anew about the columns of a file, as they are remembered. */
export async function askColumns(
  services: EditionServices,
  { file: id, lang }: Extract<EditionAction, { do: 'edition.columns' }>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const file = await ownFile(services, id, visitor);
  if (typeof file === 'string') return noted(services, file, lang);
  const read = await services.drafting.draftOfFile(file, (await currentEdition(services)).files);
  if (read.kind !== 'ask') return noted(services, 'fileGone', lang);
  const before = (await services.sentFiles.choices(read.form)) ?? {};
  const columns = read.columns.map((column) => ({ ...column, role: before[column.header] ?? column.role }));
  const view = { id, name: file.name, columns, unclear: read.unclear, years: yearsAround(services.now()) };
  return said('ask', services.cards.ask({ ...view, note: null }, place(services, lang)));
}

interface Answers {
  /** Roles by the field of their column. */
  readonly chosen?: Readonly<Record<string, string>>;
  readonly fiscalYear?: number;
}

interface Asked {
  readonly visitor: Visitor;
  readonly lang: Lang;
  readonly note: EditionNote | null;
}

async function takeIn(
  services: EditionServices,
  sent: SentFile,
  { chosen = {}, fiscalYear }: Answers,
  asked: Asked,
): Promise<ChatAnswer> {
  const { drafting, sentFiles, cards } = services;
  const { lang, visitor } = asked;
  const of = place(services, lang);
  const current = await currentEdition(services);
  const file: OfficeFile = { name: sent.name, bytes: sent.bytes, fiscalYear };
  const first = await drafting.draftOfFile(file, current.files);
  const known = first.kind === 'ask' ? await choicesFor(services, first, chosen) : null;
  const read =
    known === null ? first : await drafting.draftOfFile({ ...file, choices: known }, current.files);
  if (read.kind === 'refused') return said('refused', cards.refused(read.problems, of));
  if (read.kind === 'ask') {
    await sentFiles.put(sent);
    const { columns, unclear } = read;
    const { id, name } = sent;
    const view = { id, name, columns, unclear, years: yearsAround(services.now()), note: asked.note };
    return said('ask', cards.ask(view, of));
  }
  if (first.kind === 'ask' && known && Object.keys(chosen).length > 0)
    await sentFiles.remember(first.form, known, visitor.personId, services.now());
  if (known) await sentFiles.put(sent);
  const proposed = await keepDraft(services, read, {
    kind: 'file',
    ...(known && { sentFile: sent.id }),
    author: { id: visitor.personId, name: visitor.name },
    about: sent.name,
    lang,
    base: current.id,
    ...(read.kind === 'draft' && detailsOf(read)),
  });
  return said(proposed.kind, proposed.card);
}

const detailsOf = ({ warnings, passedOver, fiscalYear }: FileDraft) => ({ warnings, passedOver, fiscalYear });

/** What was answered now, else before about files of this form; null: nothing was. */
async function choicesFor(
  { sentFiles }: EditionServices,
  { form, columns }: { readonly form: string; readonly columns: readonly FoundColumn[] },
  chosen: Readonly<Record<string, string>>,
): Promise<ColumnChoices | null> {
  const answered = columns.slice(0, MOST_COLUMNS).flatMap(({ header }, index) => {
    const role = chosen[columnField(index)];
    return isRole(role) ? [[header, role] as const] : [];
  });
  return answered.length > 0 ? Object.fromEntries(answered) : await sentFiles.choices(form);
}

function isRole(text: string | undefined): text is ColumnRole {
  return (COLUMN_ROLES as readonly (string | undefined)[]).includes(text);
}

/** By what somebody may change the data; null = they may not. */
export async function editorBasis(services: EditionServices, personId: string): Promise<string | null> {
  return basisFor(await services.actor(personId), 'editData');
}
