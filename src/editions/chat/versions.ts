import type { MakeDownload } from '../../chat/download.ts';
import { place } from '../../chat/parts.ts';
import { isAlone, type Visitor } from '../../chat/visitor.ts';
import { dateAt } from '../../calendar/zone.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import { type Download, fileName, offerDownload } from '../../cards/file-cards.ts';
import type { Lang } from '../../question/answer.ts';
import type { EditionAction } from '../cards/actions.ts';
import type { VersionView } from '../cards/view.ts';
import { type EditionParts, noted, said } from './parts.ts';
import { currentEdition, keepDraft } from './propose.ts';
import { mayApprove } from './proposal-view.ts';
import { editorBasis } from './uploads.ts';

type Of<D extends EditionAction['do']> = Extract<EditionAction, { do: D }>;

/** What offers call the files by. */
export const DIFFERENCE_FILE = 'editionDifference';
export const WORKBOOK_FILE = 'editionWorkbook';

const perPage = 8;
const mostEntries = 100_000;

/** 版の一覧: what has answered, or may answer again. */
export async function versions(
  parts: EditionParts,
  { page, lang }: { readonly page: number; readonly lang: Lang },
  { personId }: Visitor,
  inPlace: boolean,
): Promise<ChatAnswer> {
  if (!(await mayApprove(parts, personId))) return noted(parts, 'onlyEditors', lang);
  // One more than there is room for tells whether there are older ones.
  const found = await parts.editions.list(perPage + 1, page * perPage);
  const active = (await parts.editions.active())?.id ?? null;
  const shown = found.slice(0, perPage).map((edition) => ({ edition, isActive: edition.id === active }));
  const at = { page, hasMore: found.length > perPage };
  return said('versions', parts.cards.versions(shown, at, place(parts, lang)), inPlace);
}

async function findVersion({ editions }: EditionParts, id: string): Promise<VersionView | null> {
  const edition = await editions.get(id);
  return edition && { edition, isActive: edition.id === (await editions.active())?.id };
}

export async function version(
  parts: EditionParts,
  { id, lang }: Of<'edition.version'>,
  { personId }: Visitor,
): Promise<ChatAnswer> {
  if (!(await mayApprove(parts, personId))) return noted(parts, 'onlyEditors', lang);
  const view = await findVersion(parts, id);
  if (!view) return noted(parts, 'editionGone', lang);
  return said('version', parts.cards.version(view, place(parts, lang)));
}

/** この版に戻す: a draft like any other. */
export async function rollBack(
  parts: EditionParts,
  { id, lang }: Of<'edition.rollback'>,
  { personId, name }: Visitor,
): Promise<ChatAnswer> {
  if ((await editorBasis(parts, personId)) === null) return noted(parts, 'onlyEditorsChange', lang);
  const view = await findVersion(parts, id);
  const files = view && (await parts.editions.files(id));
  if (!files) return noted(parts, 'editionGone', lang);
  const current = await currentEdition(parts);
  const draft = await parts.drafting.draftOf(files, current.files);
  const proposed = await keepDraft(parts, draft, {
    kind: 'rollback',
    author: { id: personId, name },
    about: parts.cards.rollbackWords(view, place(parts, lang)),
    lang,
    base: current.id,
    fiscalYear: view.edition.fiscalYear,
  });
  return said(proposed.kind, proposed.card);
}

/** Asks whether somebody wants a file, where files can be handed over. */
export async function offerFile(
  parts: EditionParts,
  { what, subject, lang }: { readonly what: string; readonly subject: string; readonly lang: Lang },
  visitor: Visitor,
): Promise<ChatAnswer> {
  if (!isAlone(visitor)) return noted(parts, 'onlyPersonal', lang);
  const file = await makeFile(parts, what)(subject, lang, visitor);
  if (!file) return noted(parts, what === WORKBOOK_FILE ? 'editionGone' : 'gone', lang);
  return said('file', offerDownload(file, { lang, file: what, subject }));
}

/** The makers of this feature's files, for those who may see them. */
export function makeFile(parts: EditionParts, what: string) {
  return async (...[subject, lang, { personId }]: Parameters<MakeDownload>): Promise<Download | null> =>
    what === WORKBOOK_FILE
      ? await workbook(parts, subject, personId, lang)
      : await difference(parts, subject, personId, lang);
}

async function workbook(
  parts: EditionParts,
  id: string,
  personId: string,
  lang: Lang,
): Promise<Download | null> {
  if (!(await mayApprove(parts, personId))) return null;
  const edition = await parts.editions.get(id);
  const files = edition && (await parts.editions.files(id));
  if (!files) return null;
  const bytes = await parts.drafting.workbookOf(files);
  const { title, description } = parts.cards.fileWords('workbook', edition.title, lang);
  return { name: fileName(title, dateAt(parts.now(), parts.timeZone), 'xlsx'), description, bytes };
}

async function difference(
  parts: EditionParts,
  id: string,
  personId: string,
  lang: Lang,
): Promise<Download | null> {
  const proposal = await parts.proposals.get(id);
  if (!proposal) return null;
  if (proposal.author.id !== personId && !(await mayApprove(parts, personId))) return null;
  const entries = await parts.proposals.changes(id, 0, mostEntries);
  const { title, description } = parts.cards.fileWords('difference', proposal.about, lang);
  const bytes = await parts.drafting.differenceWorkbook(title, entries);
  return { name: fileName(title, dateAt(parts.now(), parts.timeZone), 'xlsx'), description, bytes };
}
