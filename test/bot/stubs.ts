import { NOTHING_UNDERSTOOD, rowOf } from '../question/support/plain.ts';
import type { CardData, Cards } from '../../src/cards/cards.ts';
import type { HighlightsCards } from '../../src/highlights/cards/cards.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import type { Initiative } from '../../src/dataset/schema.ts';
import type { Answer, Engine, Hit } from '../../src/question/answer.ts';
import type { Knowledge } from '../../src/bot/knowledge.ts';

/**
 * An engine and cards that say what they were asked, so that the bot's tests hold whatever the real ones answer:
 * a card is one line such as `answer ja 「研修」 2026-06-10 page 0`.
 */
export function stubKnowledge(): Knowledge {
  const data = stubData();
  return { data, engine: stubEngine(data.initiatives), cards: stubCards() };
}

const NOTHING_ASKED = {
  understood: NOTHING_UNDERSTOOD,
  unknownWords: [],
  departments: [],
  departmentsAsk: null,
  count: null,
  follows: null,
};

function stubData(): CardData {
  const names = [
    ['1on1-midori', '緑区役所', '１ｏｎ１ミーティング'],
    ['training-kaikei', '会計課', '若手研修'],
    ['training-midori', '緑区役所', '管理職研修'],
  ] as const;
  return {
    source: {
      title: '一覧',
      publisher: '市',
      date: '2026-06',
      dateText: '令和8年6月',
      file: 'f',
      sha256: '0',
    },
    departments: ['緑区役所', '会計課'].map((name) => ({ name, en: null, kana: null, aliases: [] })),
    initiatives: names.map(([id, department, name], index) =>
      rowOf({ id, department, name, line: index + 1 }),
    ),
    concepts: [],
    expansions: new Map(),
  };
}

/** Finds rows whose name holds the question; `爆発` fails as a bug would. */
function stubEngine(initiatives: readonly Initiative[]): Engine {
  const find = (text: string): Hit[] =>
    initiatives
      .filter(({ name }) => name.includes(text))
      .map((found) => ({ initiative: found, score: 1, reasons: [], about: [] }));
  return {
    ask({ text, today, lang, previous }) {
      if (text.includes('爆発')) throw new Error('stub engine failed');
      const hits = find(text);
      const context = { query: { text }, ids: hits.map((hit) => hit.initiative.id) };
      const said = { intent: 'find', lang, question: text, today, hits, context, previous };
      const answer = { ...said, ...NOTHING_ASKED };
      return answer as unknown as Answer;
    },
    candidates: () => null,
    similar: (id, limit) =>
      initiatives
        .filter((other) => other.id !== id)
        .slice(0, limit)
        .map((other) => ({ initiative: other, score: 1, reasons: [], about: [] })),
    search: (text) => find(text),
  };
}

function stubCards(): Cards {
  return {
    answer: ({ question, lang, today, hits, ...rest }, _data, { page, previous }) => {
      const asked = (rest as unknown as { previous: { query: { text: string } } | null }).previous;
      const after = asked ? ` after 「${asked.query.text}」` : '';
      // The view must carry the context that the question was asked with.
      const mismatch = asked === previous ? '' : ' VIEW DIFFERS';
      const rows = hits.map((hit) => hit.initiative.id).join(' ');
      return says(`answer ${lang} 「${question}」${after} ${today} page ${page}: ${rows}${mismatch}`);
    },
    similar: ({ id }, hits, _data, lang) => says(`similar ${lang} ${id}: ${hits.length}`),
    initiative: ({ id }, _data, lang) => says(`initiative ${lang} ${id}`),
    noEdition: (year, years, _data, lang) => says(`noEdition ${lang} ${year} of ${years.join()}`),
    preview: ({ department, name }) => ({ title: name, text: department }),
    welcome: ({ scope }, _data, today, lang) => says(`welcome ${lang} ${scope} ${today}`),
    help: (_data, today, lang) => says(`help ${lang} ${today}`),
    error: (reference, lang) => says(`error ${lang} ${reference}`),
    message: (key, lang) => says(`message ${lang} ${key}`),
    departmentQuestion: (name) => `${name}の取組`,
    plainText: () => '',
    answerText: () => '',
  };
}

export function stubHighlightsCards(): HighlightsCards {
  return {
    highlights: ({ month }, _data, lang, view) =>
      says(`highlights ${lang} ${month}${view?.canPost === true ? ' may post' : ''}`),
    subscription: ({ note, current }, _data, lang) =>
      says(`subscription ${lang} ${note} ${current?.day ?? '-'}`),
    state: ({ month, counts, rows, isLetBe }, note, _data, lang) =>
      says(
        `state ${lang} ${month} ${note ? `${note.did} ${note.count}` : '-'} failed ${counts.failed} unknown ${counts.unknown}` +
          ` ${rows.map(({ state }) => state).join()}${isLetBe ? ' let be' : ''}`,
      ),
  };
}

function says(summary: string): CardMessage {
  return {
    summary,
    card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: summary }] },
  };
}
