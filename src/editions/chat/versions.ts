import type { MakeDownload } from '../../chat/download.ts';
import { place } from '../../chat/services.ts';
import { isAlone, type Visitor } from '../../chat/visitor.ts';
import { dateAt } from '../../calendar/zone.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import { type Download, fileName, offerDownload } from '../../cards/file-cards.ts';
import type { Lang } from '../../question/answer.ts';
import type { EditionAction } from '../cards/actions.ts';
import type { VersionView } from '../cards/view.ts';
import { type EditionServices, noted, said } from './services.ts';
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
  services: EditionServices,
  { page, lang }: { readonly page: number; readonly lang: Lang },
  { personId }: Visitor,
  inPlace: boolean,
): Promise<ChatAnswer> {
  if (!(await mayApprove(services, personId))) return noted(services, 'onlyEditors', lang);
  // One more than there is room for tells whether there are older ones.
  const found = await services.editions.list(perPage + 1, page * perPage);
  const active = (await services.editions.active())?.id ?? null;
  const shown = found.slice(0, perPage).map((edition) => ({ edition, isActive: edition.id === active }));
  const at = { page, hasMore: found.length > perPage };
  return said('versions', services.cards.versions(shown, at, place(services, lang)), inPlace);
}

async function findVersion({ editions }: EditionServices, id: string): Promise<VersionView | null> {
  const edition = await editions.get(id);
  return edition && { edition, isActive: edition.id === (await editions.active())?.id };
}

export async function version(
  services: EditionServices,
  { id, lang }: Of<'edition.version'>,
  { personId }: Visitor,
): Promise<ChatAnswer> {
  if (!(await mayApprove(services, personId))) return noted(services, 'onlyEditors', lang);
  const view = await findVersion(services, id);
  if (!view) return noted(services, 'editionGone', lang);
  return said('version', services.cards.version(view, place(services, lang)));
}

/** この版に戻す: a draft like any other. */
export async function rollBack(
  services: EditionServices,
  { id, lang }: Of<'edition.rollback'>,
  { personId, name }: Visitor,
): Promise<ChatAnswer> {
  if ((await editorBasis(services, personId)) === null) return noted(services, 'onlyEditorsChange', lang);
  const view = await findVersion(services, id);
  const files = view && (await services.editions.files(id));
  if (!files) return noted(services, 'editionGone', lang);
  const current = await currentEdition(services);
  const draft = await services.drafting.draftOf(files, current.files);
  const proposed = await keepDraft(services, draft, {
    kind: 'rollback',
    author: { id: personId, name },
    about: services.cards.rollbackWords(view, place(services, lang)),
    lang,
    base: current.id,
    fiscalYear: view.edition.fiscalYear,
  });
  return said(proposed.kind, proposed.card);
}

/** Asks whether somebody wants a file, where files can be handed over. */
export async function offerFile(
  services: EditionServices,
  { what, subject, lang }: { readonly what: string; readonly subject: string; readonly lang: Lang },
  visitor: Visitor,
): Promise<ChatAnswer> {
  if (!isAlone(visitor)) return noted(services, 'onlyPersonal', lang);
  const file = await makeFile(services, what)(subject, lang, visitor);
  if (!file) return noted(services, what === WORKBOOK_FILE ? 'editionGone' : 'gone', lang);
  return said('file', offerDownload(file, { lang, file: what, subject }));
}

/** The makers of this feature's files, for those who may see them. */
export function makeFile(services: EditionServices, what: string) {
  return async (...[subject, lang, { personId }]: Parameters<MakeDownload>): Promise<Download | null> =>
    what === WORKBOOK_FILE
      ? await workbook(services, subject, personId, lang)
      : await difference(services, subject, personId, lang);
}

async function workbook(
  services: EditionServices,
  id: string,
  personId: string,
  lang: Lang,
): Promise<Download | null> {
  if (!(await mayApprove(services, personId))) return null;
  const edition = await services.editions.get(id);
  const files = edition && (await services.editions.files(id));
  if (!files) return null;
  const bytes = await services.drafting.workbookOf(files);
  const { title, description } = services.cards.fileWords('workbook', edition.title, lang);
  return { name: fileName(title, dateAt(services.now(), services.timeZone), 'xlsx'), description, bytes };
}

async function difference(
  services: EditionServices,
  id: string,
  personId: string,
  lang: Lang,
): Promise<Download | null> {
  const proposal = await services.proposals.get(id);
  if (!proposal) return null;
  if (proposal.author.id !== personId && !(await mayApprove(services, personId))) return null;
  const entries = await services.proposals.changes(id, 0, mostEntries);
  const { title, description } = services.cards.fileWords('difference', proposal.about, lang);
  const bytes = await services.drafting.differenceWorkbook(title, entries);
  return { name: fileName(title, dateAt(services.now(), services.timeZone), 'xlsx'), description, bytes };
}
