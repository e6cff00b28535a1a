import type { Lang } from '../../question/answer.ts';
import { broadcastModel } from './post-card.ts';
import {
  acknowledgedModel,
  detailModel,
  homeModel,
  listModel,
  refusalModel,
  rolesModel,
} from './desk-card.ts';
import { formModel } from './form-card.ts';
import { type DeskNotes, placeWords } from './frame.ts';
import { fileModel, uploadModel } from './upload-card.ts';
import type {
  BroadcastDetailView,
  BroadcastFileView,
  BroadcastFormView,
  BroadcastListRow,
  BroadcastPostView,
  BroadcastProblem,
  BroadcastRolesView,
  BroadcastUploadView,
} from './view.ts';
import type { Json, Model } from '../../cards/button.ts';
import type { CardData } from '../../cards/cards.ts';
import type { CardKit } from '../../cards/load.ts';
import type { CardMessage } from '../../cards/message.ts';
import { sizeInBytes } from '../../cards/size.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';

/** Everything that is said about broadcasts. Pure: the same values give the same card. */
export interface BroadcastCards {
  /** The message as its readers get it. */
  post(view: BroadcastPostView, data: CardData, lang: Lang): CardMessage;
  home(notes: DeskNotes, data: CardData, lang: Lang): CardMessage;
  list(rows: readonly BroadcastListRow[], data: CardData, lang: Lang): CardMessage;
  form(
    view: BroadcastFormView,
    problems: readonly BroadcastProblem[],
    data: CardData,
    lang: Lang,
  ): CardMessage;
  detail(view: BroadcastDetailView, notes: DeskNotes, data: CardData, lang: Lang): CardMessage;
  roles(view: BroadcastRolesView, notes: DeskNotes, data: CardData, lang: Lang): CardMessage;
  refusal(refusal: BroadcastRefusal, data: CardData, lang: Lang): CardMessage;
  acknowledged(isFirst: boolean, data: CardData, lang: Lang): CardMessage;
  /** A file of people that was sent. */
  upload(view: BroadcastUploadView, data: CardData, lang: Lang): CardMessage;
  /** The name and the purpose of the report of a broadcast with this title, or with null of the audit trail. */
  fileWords(title: string | null, lang: Lang): { readonly name: string; readonly description: string };
  fileNote(view: BroadcastFileView, data: CardData, lang: Lang): CardMessage;
  /** A source of an audience in words. */
  source(source: AudienceWords, lang: Lang): string;
}

/** A source of an audience, for {@link BroadcastCards.source}. */
type AudienceWords =
  | { readonly who: 'people' | 'channels' }
  | { readonly who: 'peopleOf' | 'channelsOf'; readonly team: string }
  | { readonly who: 'channel'; readonly team: string; readonly channel: string | null }
  | { readonly who: 'list' | 'exclude'; readonly count: number }
  | { readonly who: 'upload' | 'without'; readonly name: string; readonly count: number };

/** Previews beside the rest of a card must leave it under its limit. */
const maxPreviewBytes = 18 * 1024;

/** The cards of broadcasts. */
export function createBroadcastCards({ fill, say, contextOf }: CardKit): BroadcastCards {
  const fillDesk = (model: Model) => fill('broadcast/desk', model);
  const post: BroadcastCards['post'] = (view, data, lang) => ({
    ...fill('broadcast/post', broadcastModel(view, contextOf(data, lang))),
    ...(view.important && view.note !== 'recalled' && { important: true }),
  });

  function previews(view: BroadcastDetailView, data: CardData, lang: Lang): readonly Json[] {
    let left = maxPreviewBytes;
    const isOut = view.state === 'released' || view.state === 'recalled';
    const all = [
      ...view.correction.map((one) => ({ ...one, heading: 'broadcast.detail.correction' as const })),
      ...view.posts.map((one) => ({
        ...one,
        heading: isOut ? ('broadcast.detail.asSent' as const) : ('broadcast.detail.preview' as const),
      })),
    ];
    return all.flatMap(({ lang: of, post: shown, heading: key }): Json[] => {
      const { body } = post(shown, data, of).card;
      const heading = say[lang](key, { language: say[lang](`language.${of}`) });
      left -= sizeInBytes(body);
      return [
        { type: 'TextBlock', text: heading, size: 'Small', weight: 'Bolder', wrap: true, spacing: 'Medium' },
        left < 0
          ? {
              type: 'TextBlock',
              text: say[lang]('broadcast.detail.previewTooLarge'),
              wrap: true,
              spacing: 'Small',
            }
          : { type: 'Container', separator: true, spacing: 'Small', items: body },
      ];
    });
  }

  return {
    post,
    home: (notes, data, lang) => fillDesk(homeModel(notes, contextOf(data, lang))),
    list: (rows, data, lang) => fillDesk(listModel(rows, contextOf(data, lang))),
    form: (view, problems, data, lang) => fillDesk(formModel(view, problems, contextOf(data, lang))),
    detail: (view, notes, data, lang) =>
      fillDesk(detailModel(view, notes, previews(view, data, lang), contextOf(data, lang))),
    roles: (view, notes, data, lang) => fillDesk(rolesModel(view, notes, contextOf(data, lang))),
    refusal: (refusal, data, lang) => fillDesk(refusalModel(refusal, contextOf(data, lang))),
    acknowledged: (isFirst, data, lang) => fillDesk(acknowledgedModel(isFirst, contextOf(data, lang))),
    upload: (view, data, lang) => fillDesk(uploadModel(view, contextOf(data, lang))),
    fileWords: (title, lang) => ({
      name:
        title === null ? say[lang]('broadcast.file.audit') : say[lang]('broadcast.file.report', { title }),
      description: say[lang](
        title === null ? 'broadcast.file.audit.purpose' : 'broadcast.file.report.purpose',
      ),
    }),
    fileNote: (view, data, lang) => fillDesk(fileModel(view, contextOf(data, lang))),
    source(source, lang) {
      switch (source.who) {
        case 'upload':
        case 'without': {
          const { who, name, count } = source;
          return say[lang](`broadcast.audience.${who}`, { name, count });
        }
        case 'people':
        case 'channels':
          return say[lang](`broadcast.audience.${source.who}`);
        case 'peopleOf':
        case 'channelsOf':
        case 'channel':
          return placeWords(source, say[lang]);
        default:
          return say[lang](`broadcast.audience.${source.who}`, { count: source.count });
      }
    },
  };
}
