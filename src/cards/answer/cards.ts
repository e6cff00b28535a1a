import type { Answer } from '../../question/answer.ts';
import { truncate } from '../../text/markdown.ts';
import type { Json, Model } from '../button.ts';
import type { AnswerView, Cards } from '../cards.ts';
import type { CardKit } from '../load.ts';
import type { CardMessage } from '../message.ts';
import { plainRow, type Context } from '../words/row.ts';
import { departmentsInSentence } from '../words/subject.ts';
import { answerModel, similarModel } from './answer-card.ts';
import { compareModel } from './compare-card.ts';
import { countsOf, departmentsModel } from './departments-card.ts';
import { initiativeModel } from './initiative-card.ts';
import { answerText, plainText } from './plain-text.ts';
import {
  errorModel,
  greetingModel,
  helpModel,
  messageModel,
  noEditionModel,
  nothingFoundModel,
  welcomeModel,
} from './talk-cards.ts';

const MAX_PREVIEW_CHARS = 120;

/** What other features put on these cards. */
export interface CardExtras {
  /** Buttons on the card that says that nothing was found. */
  readonly onNothing: (question: string, context: Context) => readonly Json[];
  /** What becomes of what people write; '' = nothing. */
  readonly notice: (context: Context) => string;
}

const NO_EXTRAS: CardExtras = { onNothing: () => [], notice: () => '' };

/** The cards of questions and answers. `offers`: buttons of other features on the card that welcomes. */
export function createCards(
  kit: CardKit,
  offers: (context: Context) => readonly Json[] = () => [],
  extras: CardExtras = NO_EXTRAS,
): Cards {
  const { fill, fit, say, contextOf } = kit;
  return {
    answer(answer, data, view) {
      const context = contextOf(data, answer.lang);
      if (answer.intent === 'greeting')
        return fill('welcome', greetingModel(answer.today, offers(context), context));
      const message = answerCard({ ...kit, extras }, answer, view, context);
      return answer.isRead ? { ...message, madeWithAi: true } : message;
    },
    similar: (initiative, hits, data, lang) =>
      fit('answer', (limits) => similarModel(initiative, hits, limits, contextOf(data, lang))),
    initiative: (initiative, data, lang, lastYear) =>
      fit('initiative', (limits) => initiativeModel(initiative, limits, contextOf(data, lang), lastYear)),
    noEdition: (year, years, data, lang) =>
      fill('message', noEditionModel(year, years, contextOf(data, lang))),
    preview(initiative, data, lang) {
      const row = plainRow(initiative, contextOf(data, lang));
      const title = truncate(row.name, MAX_PREVIEW_CHARS);
      return { title, text: truncate(`${row.department} · ${row.when}`, MAX_PREVIEW_CHARS) };
    },
    welcome(place, data, today, lang) {
      const context = contextOf(data, lang);
      const model = welcomeModel(place, today, offers(context), context);
      return fill('welcome', withNotice(model, 'text', extras.notice(context)));
    },
    help: (data, today, lang, mayBroadcast = false) =>
      helpCard({ ...kit, extras }, today, contextOf(data, lang), mayBroadcast),
    error: (reference, lang) => fill('error', errorModel(reference, { lang, say: say[lang] })),
    message: (key, lang) => fill('message', messageModel(key, { lang, say: say[lang] })),
    departmentQuestion(name, data, lang) {
      const context = contextOf(data, lang);
      return context.say('departments.question', { department: departmentsInSentence([name], context) });
    },
    plainText: (answer, data) => plainText(answer, contextOf(data, answer.lang)),
    answerText: (answer, data) => answerText(answer, contextOf(data, answer.lang)),
  };
}

interface Kit extends CardKit {
  readonly extras: CardExtras;
}

function helpCard({ fill, extras }: Kit, today: string, context: Context, mayBroadcast = false): CardMessage {
  return fill('help', withNotice(helpModel(today, context, mayBroadcast), 'limits', extras.notice(context)));
}

/** The model with the notice behind one of its texts; Japanese sentences follow each other without a blank. */
function withNotice(model: Model, field: string, notice: string): Model {
  const blank = model.lang === 'ja' ? '' : ' ';
  return notice === '' ? model : { ...model, [field]: `${String(model[field])}${blank}${notice}` };
}

function answerCard(kit: Kit, whole: Answer, view: AnswerView, context: Context): CardMessage {
  const { fit, extras } = kit;
  if (whole.intent === 'help') return helpCard(kit, whole.today, context);
  const answer = view.department === undefined ? whole : ofDepartment(whole, view.department);
  const { intent, hits, departments } = answer;
  const areDepartments = departments.length > 0 && (intent === 'departments' || intent === 'count');
  if (areDepartments || (hits.length > 0 && isTable(answer, view)))
    return fit('departments', (limits) => departmentsModel(answer, view, limits, context));
  if (hits.length === 0) {
    const offers = extras.onNothing(answer.question, context);
    return fit('nothing-found', (limits) => nothingFoundModel(answer, offers, limits, context));
  }
  if (intent === 'compare') return fit('compare', (limits) => compareModel(answer, limits, context));
  return fit('answer', (limits) => answerModel(answer, view, limits, context));
}

/** Its rows of one department, as if that had been asked for too. */
function ofDepartment(answer: Answer, department: string): Answer {
  return {
    ...answer,
    intent: 'find',
    hits: answer.hits.filter(({ initiative }) => initiative.department === department),
    understood: { ...answer.understood, departments: [department] },
    departments: [],
  };
}

/** Counted by department: because somebody wants to see it so, or has asked how many there are. */
function isTable(answer: Answer, { by }: AnswerView): boolean {
  if (by !== undefined) return by === 'departments';
  return answer.intent === 'count' && countsOf(answer).length > 1;
}
