import { type Board, boardCard } from '../../cards/board.ts';
import type { CardData } from '../../cards/cards.ts';
import type { CardKit } from '../../cards/load.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import { adoptionBoard, departmentBoard, noteBoard, noticeBoard, quietBoard } from './adoption-card.ts';
import { contactBoard, rowBoard, shareBoard, wishBoard } from './row-card.ts';
import type { AdoptionNote, AdoptionNoticeView, AdoptionView, RowView, WishView } from './view.ts';
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
  department(department: string | null, note: AdoptionNote | null, data: CardData, lang: Lang): CardMessage;
  quiet(
    of: { readonly department: string; readonly isQuiet: boolean; readonly note: AdoptionNote },
    data: CardData,
    lang: Lang,
  ): CardMessage;
}

/** The cards of adoptions. `appId`: for links to the bot; null in the sandbox. */
export function createAdoptionCards(kit: CardKit, timeZone: string, appId: string | null): AdoptionCards {
  const drawn = (data: CardData, lang: Lang, make: (frame: Frame) => Board): CardMessage => {
    const context = kit.contextOf(data, lang);
    return boardCard(kit, make({ context, timeZone }), context);
  };
  return {
    row: (view, data, lang) => drawn(data, lang, (frame) => rowBoard(view, frame)),
    wish: (view, data, lang) => drawn(data, lang, (frame) => wishBoard(view, frame)),
    adoption: (view, data, lang) => drawn(data, lang, (frame) => adoptionBoard(view, frame)),
    contact: (view, data, lang) => drawn(data, lang, (frame) => contactBoard(view, frame)),
    share: (view, data, lang) => drawn(data, lang, (frame) => shareBoard(view, appId, frame)),
    notice: (view, data, lang) => drawn(data, lang, (frame) => noticeBoard(view, frame)),
    note: (note, data, lang) => drawn(data, lang, (frame) => noteBoard(note, frame)),
    department: (department, note, data, lang) =>
      drawn(data, lang, (frame) => departmentBoard(department, note, frame)),
    quiet: ({ department, isQuiet, note }, data, lang) =>
      drawn(data, lang, (frame) => quietBoard(department, isQuiet, note, frame)),
  };
}
