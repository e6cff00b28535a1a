import { boardsOf, type Place } from '../../cards/board.ts';
import type { Json } from '../../cards/button.ts';
import type { Download } from '../../cards/file-cards.ts';
import type { CardKit } from '../../cards/load.ts';
import type { Context } from '../../cards/words/row.ts';
import type { ThemeCoverage } from '../decide/coverage.ts';
import { adoptionBoard, departmentBoard, noteBoard, noticeBoard, quietBoard } from './adoption-card.ts';
import { contactBoard, rowBoard, shareBoard, wishBoard } from './row-card.ts';
import { gapsBoard, matrixBoard, recommendationsBoard, themeBoard } from './matrix-card.ts';
import { matrixDownload } from './matrix-workbook.ts';
import { spreadAnswerBoard } from './spread-card.ts';
import type { RowView } from './view.ts';

/**
 * What is said about taking things over. Pure: the same values give the same card. `appId`: for links to the bot; null
 * in the sandbox. `offers`: of others, to who may edit a row.
 */
export function createAdoptionCards(
  kit: CardKit,
  appId: string | null,
  offers: (id: string, context: Context) => readonly Json[] = () => [],
) {
  const board = boardsOf(kit);
  return {
    row: board((view: RowView, context: Context) =>
      rowBoard(view, context, view.mayEdit ? offers(view.initiative.id, context) : []),
    ),
    wish: board(wishBoard),
    adoption: board(adoptionBoard),
    contact: board(contactBoard),
    share: board((view: RowView, context: Context) => shareBoard(view, appId, context)),
    notice: board(noticeBoard),
    note: board(noteBoard),
    department: board(departmentBoard),
    spread: board(spreadAnswerBoard),
    matrix: board(matrixBoard),
    /** The whole matrix as a workbook that one is asked whether to take. */
    matrixFile: (coverage: readonly ThemeCoverage[], now: number, { data, lang }: Place): Download =>
      matrixDownload(coverage, now, kit.contextOf(data, lang)),
    theme: board(themeBoard),
    gaps: board(gapsBoard),
    recommendations: board(recommendationsBoard),
    quiet: board(quietBoard),
  };
}
export type AdoptionCards = ReturnType<typeof createAdoptionCards>;
