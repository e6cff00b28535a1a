import { readFileSync } from 'node:fs';
import { answerModel } from '../../src/cards/answer/answer-card.ts';
import type { Model } from '../../src/cards/button.ts';
import { compareModel } from '../../src/cards/answer/compare-card.ts';
import { departmentsModel } from '../../src/cards/answer/departments-card.ts';
import { highlightsModel } from '../../src/highlights/cards/highlights-card.ts';
import { initiativeModel } from '../../src/cards/answer/initiative-card.ts';
import { LIMITS } from '../../src/cards/limits.ts';
import type { TemplateName } from '../../src/cards/load.ts';
import type { Context } from '../../src/cards/answer/row.ts';
import {
  errorModel,
  helpModel,
  messageModel,
  nothingFoundModel,
  welcomeModel,
} from '../../src/cards/answer/talk-cards.ts';
import { subscriptionModel } from '../../src/highlights/cards/subscription-card.ts';
import { speaker, TextsFile } from '../../src/cards/texts.ts';
import { HIGHLIGHTS, SUBSCRIBED } from './highlights-fixtures.ts';
import { compareTwo, DATA, departmentList, FIRST_VIEW, nothing, oneOnOne, ROWS } from './fixtures.ts';

const TODAY = '2026-06-15';

/** Where the sample data of a template stands: beside it. */
export function sampleUrl(name: TemplateName): URL {
  return new URL(`../../cards/${name}.sample.json`, import.meta.url);
}

/** Data to look at each template with, exactly as the code makes it. */
export function samples(): Readonly<Record<TemplateName, Model>> {
  const texts = readFileSync(new URL('../../cards/texts.ja.json', import.meta.url), 'utf8');
  const say = speaker(TextsFile.parse(JSON.parse(texts)), 'ja');
  const context: Context = { lang: 'ja', say, departments: DATA.departments, data: DATA };
  const limits = LIMITS[0]!;
  return {
    answer: answerModel(oneOnOne('ja'), FIRST_VIEW, limits, context),
    'nothing-found': nothingFoundModel(nothing('ja'), limits, context),
    departments: departmentsModel(departmentList('ja'), FIRST_VIEW, limits, context),
    compare: compareModel(compareTwo('ja'), limits, context),
    initiative: initiativeModel(ROWS.offers, limits, context),
    welcome: welcomeModel('personal', TODAY, context),
    help: helpModel(TODAY, context),
    message: messageModel('emptyQuestion', context),
    error: errorModel('a1b2-c3', context),
    highlights: highlightsModel(HIGHLIGHTS, null, limits, context),
    subscription: subscriptionModel(SUBSCRIBED, context),
  };
}
