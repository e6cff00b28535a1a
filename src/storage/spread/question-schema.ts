import type { Lang } from '../../question/answer.ts';
import type { KeptQuestion } from '../../unanswered/decide/question.ts';

/** The tables of questions without an answer, in the form of schema.ts. */
export interface QuestionTables {
  kept_questions: {
    key: string;
    at: number;
    kind: KeptQuestion['kind'];
    lang: Lang;
    text: string;
    /** JSON. */
    rows: string;
  };
  /** Counted as they come, so that a list need not look at every question. */
  question_groups: {
    key: string;
    label: string;
    count: number;
    last_at: number;
    /** JSON; null while nobody has answered it. */
    resolution: string | null;
    resolved_at: number | null;
    /** JSON: departments. */
    forwarded: string;
  };
  question_counts: {
    month: string;
    /** Concept id; '' = all questions. */
    theme: string;
    count: number;
  };
  recent_answers: {
    /** Digest of the place where it is the last, or of its message. */
    key: string;
    /** The other one of them. */
    other_key: string | null;
    /** JSON. */
    answer: string;
    expires_at: number;
  };
  question_askers: {
    key: string;
    recipient_id: string;
    lang: Lang;
    at: number;
  };
}
