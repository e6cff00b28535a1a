import { boardModel } from '../../src/cards/board.ts';
import { rowBoard } from '../../src/adoption/cards/row-card.ts';
import { controlModel } from '../../src/broadcast/cards/control-card.ts';
import { homeModel, listModel } from '../../src/broadcast/cards/home-card.ts';
import { formModel } from '../../src/broadcast/cards/form-card.ts';
import { postModel } from '../../src/broadcast/cards/post-card.ts';
import { rolesModel } from '../../src/broadcast/cards/roles-card.ts';
import { uploadModel } from '../../src/broadcast/cards/upload-card.ts';
import { answerModel } from '../../src/cards/answer/answer-card.ts';
import { compareModel } from '../../src/cards/answer/compare-card.ts';
import { departmentsModel } from '../../src/cards/answer/departments-card.ts';
import { initiativeModel } from '../../src/cards/answer/initiative-card.ts';
import {
  errorModel,
  helpModel,
  messageModel,
  nothingFoundModel,
  welcomeModel,
} from '../../src/cards/answer/talk-cards.ts';
import type { Model } from '../../src/cards/button.ts';
import { LIMITS } from '../../src/cards/limits.ts';
import { offerSubscription } from '../../src/highlights/cards/cards.ts';
import { highlightsModel } from '../../src/highlights/cards/highlights-card.ts';
import { subscriptionModel } from '../../src/highlights/cards/subscription-card.ts';
import { FORM, LISTED, POST, ROLES, SENDING, UPLOADED } from './broadcast-gallery.ts';
import { compareTwo, DATA, departmentList, FIRST_VIEW, nothing, oneOnOne, ROWS } from './fixtures.ts';
import { OPENED } from './adoption-gallery.ts';
import { HIGHLIGHTS, SUBSCRIBED } from './highlights-fixtures.ts';
import { kit } from './kit.ts';

const TODAY = '2026-06-15';

/** Where the sample data of a template stands: beside it. */
export function sampleUrl(name: string): URL {
  return new URL(`../../cards/${name}.sample.json`, import.meta.url);
}

/** Data to look at each template with, exactly as the code makes it. */
export function samples(): Readonly<Record<string, Model>> {
  const context = kit.contextOf(DATA, 'ja');
  const limits = LIMITS[0]!;
  return {
    board: boardModel(rowBoard(OPENED, context), context),
    answer: answerModel(oneOnOne('ja'), FIRST_VIEW, limits, context),
    'nothing-found': nothingFoundModel(nothing('ja'), [], limits, context),
    departments: departmentsModel(departmentList('ja'), FIRST_VIEW, limits, context),
    compare: compareModel(compareTwo('ja'), limits, context),
    initiative: initiativeModel(ROWS.offers, limits, context),
    welcome: welcomeModel({ scope: 'personal' }, TODAY, offerSubscription(context), context),
    help: helpModel(TODAY, context),
    message: messageModel('emptyQuestion', context),
    error: errorModel('a1b2-c3', context),
    'broadcast/control': controlModel(SENDING, {}, [], context),
    'broadcast/form': formModel(FORM, [], [], context),
    'broadcast/list': listModel(LISTED, context),
    'broadcast/notice': homeModel({}, context),
    'broadcast/post': postModel(POST, context),
    'broadcast/preview': postModel(POST, context),
    'broadcast/roles': rolesModel(ROLES, {}, context),
    'broadcast/upload': uploadModel(UPLOADED, context),
    'highlights/post': highlightsModel(HIGHLIGHTS, null, limits, context),
    'highlights/subscription': subscriptionModel(SUBSCRIBED, context),
  };
}
