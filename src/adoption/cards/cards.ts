import { type Board, boardCard } from '../../cards/board.ts';
import type { Json } from '../../cards/button.ts';
import type { CardData } from '../../cards/cards.ts';
import type { Download } from '../../cards/file-cards.ts';
import type { CardKit } from '../../cards/load.ts';
import type { Context } from '../../cards/words/row.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import type { ThemeCoverage } from '../decide/coverage.ts';
import { adoptionBoard, departmentBoard, noteBoard, noticeBoard, quietBoard } from './adoption-card.ts';
import { contactBoard, rowBoard, shareBoard, wishBoard } from './row-card.ts';
import { gapsBoard, matrixBoard, recommendationsBoard, themeBoard } from './matrix-card.ts';
import { matrixDownload } from './matrix-workbook.ts';
import { spreadAnswerBoard } from './spread-card.ts';
import type { GapsView, MatrixView, RecommendationsView, SpreadView } from './spread-view.ts';
import type {
  AdoptionNote,
  AdoptionNoticeView,
  AdoptionView,
  DepartmentView,
  RowView,
  WishView,
} from './view.ts';
import type { Frame } from './words.ts';

/** What is said about taking things over. Pure: the same values give the same card. */
export interface AdoptionCards {
  row(view: RowView, data: CardData, lang: Lang): CardMessage;
  wish(view: WishView, data: CardData, lang: Lang): CardMessage;
  adoption(view: AdoptionView, data: CardData, lang: Lang): CardMessage;
  contact(view: RowView, data: CardData, lang: Lang): CardMessage;
  share(view: RowView, data: CardData, lang: Lang): CardMessage;
  notice(view: AdoptionNoticeView, data: CardData, lang: Lang): CardMessage;
  note(note: AdoptionNote, data: CardData, lang: Lang): CardMessage;
  department(view: DepartmentView, data: CardData, lang: Lang): CardMessage;
  spread(view: SpreadView, data: CardData, lang: Lang): CardMessage;
  matrix(view: MatrixView, data: CardData, lang: Lang): CardMessage;
  /** The whole matrix as a workbook that one is asked whether to take. */
  matrixFile(coverage: readonly ThemeCoverage[], now: number, data: CardData, lang: Lang): Download;
  theme(coverage: ThemeCoverage, data: CardData, lang: Lang): CardMessage;
  gaps(view: GapsView, data: CardData, lang: Lang): CardMessage;
  recommendations(view: RecommendationsView, data: CardData, lang: Lang): CardMessage;
  quiet(
    of: { readonly department: string; readonly isQuiet: boolean; readonly note: AdoptionNote },
    data: CardData,
    lang: Lang,
  ): CardMessage;
}

/** The cards of adoptions. `appId`: for links to the bot; null in the sandbox. `offers`: of others, to who may edit a row. */
export function createAdoptionCards(
  kit: CardKit,
  timeZone: string,
  appId: string | null,
  offers: (id: string, context: Context) => readonly Json[] = () => [],
): AdoptionCards {
  const drawn = (data: CardData, lang: Lang, make: (frame: Frame) => Board): CardMessage => {
    const context = kit.contextOf(data, lang);
    return boardCard(kit, make({ context, timeZone }), context);
  };
  return {
    row: (view, data, lang) =>
      drawn(data, lang, (frame) =>
        rowBoard(view, frame, view.mayEdit ? offers(view.initiative.id, frame.context) : []),
      ),
    wish: (view, data, lang) => drawn(data, lang, (frame) => wishBoard(view, frame)),
    adoption: (view, data, lang) => drawn(data, lang, (frame) => adoptionBoard(view, frame)),
    contact: (view, data, lang) => drawn(data, lang, (frame) => contactBoard(view, frame)),
    share: (view, data, lang) => drawn(data, lang, (frame) => shareBoard(view, appId, frame)),
    notice: (view, data, lang) => drawn(data, lang, (frame) => noticeBoard(view, frame)),
    note: (note, data, lang) => drawn(data, lang, (frame) => noteBoard(note, frame)),
    department: (view, data, lang) => drawn(data, lang, (frame) => departmentBoard(view, frame)),
    spread: (view, data, lang) => drawn(data, lang, (frame) => spreadAnswerBoard(view, frame)),
    matrixFile: (coverage, now, data, lang) =>
      matrixDownload(coverage, now, { context: kit.contextOf(data, lang), timeZone }),
    matrix: (view, data, lang) => drawn(data, lang, (frame) => matrixBoard(view, frame)),
    theme: (coverage, data, lang) => drawn(data, lang, (frame) => themeBoard(coverage, frame)),
    gaps: (view, data, lang) => drawn(data, lang, (frame) => gapsBoard(view, frame)),
    recommendations: (view, data, lang) => drawn(data, lang, (frame) => recommendationsBoard(view, frame)),
    quiet: ({ department, isQuiet, note }, data, lang) =>
      drawn(data, lang, (frame) => quietBoard(department, isQuiet, note, frame)),
  };
}
