import type { Lang } from '../../question/answer.ts';
import type { AnsweredQuestion, StoredQuestion } from '../../unanswered/decide/question.ts';

/** The tables of questions without an answer, in the form of schema.ts. */
export interface QuestionTables {
  /** `rows` as JSON. */
  keptQuestions: Omit<StoredQuestion, 'label' | 'rows'> & { rows: string };
  /** Counted as they come, so that a list need not look at every question. */
  questionGroups: {
    key: string;
    label: string;
    count: number;
    lastAt: number;
    /** JSON; null while nobody has answered it. */
    resolution: string | null;
    resolvedAt: number | null;
    /** JSON: departments. */
    forwarded: string;
  };
  answeredQuestions: AnsweredQuestion;
  questionCounts: {
    month: string;
    /** Concept id; '' = all questions. */
    theme: string;
    count: number;
  };
  recentAnswers: {
    /** Digest of the place where it is the last, or of its message. */
    key: string;
    /** The other one of them. */
    otherKey: string | null;
    /** JSON. */
    answer: string;
    expiresAt: number;
  };
  questionAskers: {
    key: string;
    recipientId: string;
    lang: Lang;
    at: number;
  };
}
