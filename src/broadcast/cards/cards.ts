import type { ReportWords } from '../jobs/report.ts';
import { reportWords } from './report-words.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Lang } from '../../question/answer.ts';
import { controlModel } from './control-card.ts';
import { acknowledgedModel, fileModel, homeModel, listModel, refusalModel } from './home-card.ts';
import { formModel } from './form-card.ts';
import { type CardNotes, placeWords, type PreviewModel } from './base-model.ts';
import { postModel, rowWords } from './post-card.ts';
import { rolesModel } from './roles-card.ts';
import { unreachedBoard } from './unreached-card.ts';
import { uploadModel } from './upload-card.ts';
import type {
  BroadcastDetailView,
  BroadcastFormView,
  BroadcastListView,
  BroadcastPostView,
  BroadcastPreviewView,
  BroadcastProblem,
  BroadcastRolesView,
  BroadcastUploadView,
  UnreachedView,
} from './view.ts';
import { boardCard } from '../../cards/board.ts';
import type { CardData } from '../../cards/cards.ts';
import type { Model } from '../../cards/button.ts';
import type { Say } from '../../cards/texts.ts';
import type { CardKit } from '../../cards/load.ts';
import type { CardMessage } from '../../cards/message.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../../cards/size.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';

/** Everything that is said about broadcasts. Pure: the same values give the same card. */
export interface BroadcastCards {
  /** The message as its readers get it. */
  post(view: BroadcastPostView, data: CardData, lang: Lang): CardMessage;
  /** What a row says of itself. */
  rowWords(
    initiative: Initiative,
    data: CardData,
    lang: Lang,
  ): { readonly name: string; readonly where: string };
  home(notes: CardNotes, data: CardData, lang: Lang): CardMessage;
  list(view: BroadcastListView, data: CardData, lang: Lang): CardMessage;
  form(
    view: BroadcastFormView,
    problems: readonly BroadcastProblem[],
    data: CardData,
    lang: Lang,
  ): CardMessage;
  detail(view: BroadcastDetailView, notes: CardNotes, data: CardData, lang: Lang): CardMessage;
  unreached(view: UnreachedView, data: CardData, lang: Lang): CardMessage;
  roles(view: BroadcastRolesView, notes: CardNotes, data: CardData, lang: Lang): CardMessage;
  refusal(refusal: BroadcastRefusal, data: CardData, lang: Lang): CardMessage;
  acknowledged(pressed: 'now' | 'before' | 'test', data: CardData, lang: Lang): CardMessage;
  /** A file of people that was sent. */
  upload(view: BroadcastUploadView, data: CardData, lang: Lang): CardMessage;
  /** The name and the purpose of the report of a broadcast with this title, or with null of the audit trail. */
  fileWords(title: string | null, lang: Lang): { readonly name: string; readonly description: string };
  /** How a report says things in this language and zone. */
  reportWords(lang: Lang, timeZone: string): ReportWords;
  /** The report of this broadcast, or with null the audit trail, could not be stored. */
  fileNotStored(reportOf: string | null, data: CardData, lang: Lang): CardMessage;
  /** A source of an audience in words. */
  source(source: AudienceWords, lang: Lang): string;
}

/** A source of an audience, for {@link BroadcastCards.source}. */
type AudienceWords =
  | { readonly who: 'people' | 'channels' | 'guests' }
  | { readonly who: 'peopleOf' | 'channelsOf'; readonly team: string }
  | { readonly who: 'channel'; readonly team: string; readonly channel: string | null }
  | { readonly who: 'list' | 'exclude'; readonly count: number }
  | { readonly who: 'upload' | 'without'; readonly name: string; readonly count: number };

/** The cards of broadcasts. */
export function createBroadcastCards(kit: CardKit): BroadcastCards {
  const { fill, say, contextOf } = kit;
  const notice = (model: Model) => fill('broadcast/notice', model);
  return {
    post: (view, data, lang) => ({
      ...fill('broadcast/post', postModel(view, contextOf(data, lang))),
      ...(view.important && view.note !== 'recalled' && { important: true }),
    }),
    rowWords: (initiative, data, lang) => rowWords(initiative, contextOf(data, lang)),
    home: (notes, data, lang) => notice(homeModel(notes, contextOf(data, lang))),
    list: (view, data, lang) => fill('broadcast/list', listModel(view, contextOf(data, lang))),
    form(view, problems, data, lang) {
      const context = contextOf(data, lang);
      const form = fill('broadcast/form', formModel(view, problems, [], context));
      if (view.previews.length === 0) return form;
      // What was filled in must come back whole: the preview has what room is left.
      const maxBytes = Math.min(maxPreviewBytes, MAX_CARD_BYTES - sizeInBytes(form.card) - 1024);
      const shown = view.previews.map((one) => ({ ...one, heading: 'broadcast.detail.preview' as const }));
      const previews = previewsOf(kit, { shown, maxBytes, tooLarge: 'broadcast.form.tooLarge' }, data, lang);
      return fill('broadcast/form', formModel(view, problems, previews, context));
    },
    detail(view, notes, data, lang) {
      const tooLarge = 'broadcast.detail.previewTooLarge';
      const previews = previewsOf(
        kit,
        { shown: toShow(view), maxBytes: maxPreviewBytes, tooLarge },
        data,
        lang,
      );
      return fill('broadcast/control', controlModel(view, notes, previews, contextOf(data, lang)));
    },
    unreached: (view, data, lang) => {
      const context = contextOf(data, lang);
      return boardCard(kit, unreachedBoard(view, context), context);
    },
    roles: (view, notes, data, lang) =>
      fill('broadcast/roles', rolesModel(view, notes, contextOf(data, lang))),
    refusal: (refusal, data, lang) => notice(refusalModel(refusal, contextOf(data, lang))),
    acknowledged: (pressed, data, lang) => notice(acknowledgedModel(pressed, contextOf(data, lang))),
    upload: (view, data, lang) => fill('broadcast/upload', uploadModel(view, contextOf(data, lang))),
    fileWords: (title, lang) => ({
      name:
        title === null ? say[lang]('broadcast.file.audit') : say[lang]('broadcast.file.report', { title }),
      description: say[lang](
        title === null ? 'broadcast.file.audit.purpose' : 'broadcast.file.report.purpose',
      ),
    }),
    reportWords: (lang, timeZone) => reportWords({ say: say[lang], lang }, timeZone),
    fileNotStored: (reportOf, data, lang) => notice(fileModel(reportOf, contextOf(data, lang))),
    source: (source, lang) => sourceWords(source, say[lang]),
  };
}

/** Previews beside the rest of a card must leave it under its limit. */
const maxPreviewBytes = 18 * 1024;

interface Shown extends BroadcastPreviewView {
  readonly heading: `broadcast.detail.${'correction' | 'asSent' | 'preview'}`;
}

/** What waits for approval, and what is or will be sent. */
function toShow({ state, correction, posts }: BroadcastDetailView): readonly Shown[] {
  const isOut = state === 'released' || state === 'recalled';
  const heading = isOut ? 'broadcast.detail.asSent' : 'broadcast.detail.preview';
  return [
    ...correction.map((one) => ({ ...one, heading: 'broadcast.detail.correction' as const })),
    ...posts.map((one) => ({ ...one, heading }) as const),
  ];
}

interface ToPreview {
  readonly shown: readonly Shown[];
  /** For all of them. */
  readonly maxBytes: number;
  /** Said instead of one that has no room. */
  readonly tooLarge: 'broadcast.detail.previewTooLarge' | 'broadcast.form.tooLarge';
}

/** Each in its own language, under a heading in the reader's. */
function previewsOf(
  { fill, contextOf }: CardKit,
  { shown, maxBytes, tooLarge }: ToPreview,
  data: CardData,
  lang: Lang,
): readonly PreviewModel[] {
  const { say } = contextOf(data, lang);
  let left = maxBytes;
  return shown.map(({ lang: language, post, heading }) => {
    const items = fill('broadcast/preview', postModel(post, contextOf(data, language), true)).card['body'];
    left -= sizeInBytes(items);
    const instead = { type: 'TextBlock', text: say(tooLarge), wrap: true };
    return {
      id: `${heading.slice('broadcast.detail.'.length)}-${language}`,
      isFolded: heading === 'broadcast.detail.asSent',
      heading: say(heading, { language: say(`language.${language}`) }),
      items: left < 0 ? [instead] : (items as readonly unknown[]),
    };
  });
}

function sourceWords(source: AudienceWords, say: Say): string {
  switch (source.who) {
    case 'upload':
    case 'without': {
      const { who, name, count } = source;
      return say(`broadcast.audience.${who}`, { name, count });
    }
    case 'guests':
    case 'people':
    case 'channels':
      return say(`broadcast.audience.${source.who}`);
    case 'peopleOf':
    case 'channelsOf':
    case 'channel':
      return placeWords(source, say);
    default:
      return say(`broadcast.audience.${source.who}`, { count: source.count });
  }
}
