import type { Lang } from './answer.ts';
import { cleanQuestion, languageOf } from './read/clean.ts';

/** The language of the words that somebody typed; that of their client where they have none of either. */
export const languageTyped = (text: string, client: Lang): Lang => languageOf(cleanQuestion(text), client);
