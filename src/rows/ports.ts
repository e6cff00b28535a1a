import type { AuditEntry } from '../access/audit/audit.ts';
import type { YearMonth } from '../calendar/month.ts';
import type { Notice } from '../delivery/notice.ts';

/** What somebody has said of a row in a round of questions. */
export interface Confirmation {
  readonly rowId: string;
  /** The round's first month. */
  readonly round: YearMonth;
  readonly department: string;
  /** It holds as it is; it is to be changed; it has ended. The latter two are proposals of their own. */
  readonly answer: 'same' | 'edit' | 'end';
  readonly person: { readonly id: string; readonly name: string };
  /** Epoch ms. */
  readonly at: number;
}

/** A department whose owner has been asked. */
export interface AskedDepartment {
  readonly round: YearMonth;
  readonly department: string;
  /** Entra object id of who was asked. */
  readonly personId: string;
  /** Epoch ms. */
  readonly askedAt: number;
  readonly remindedAt: number | null;
}

/** Who was asked about which rows, and what they said. Times are epoch ms. */
export interface ConfirmationStore {
  /** When each row was confirmed last, by its id. */
  latest(): Promise<ReadonlyMap<string, number>>;
  inRound(round: YearMonth): Promise<readonly Confirmation[]>;
  /** What was said of a row last in a round stands, each with its entry; that it holds is said once, whoever says it. */
  confirm(confirmations: readonly Confirmation[], entryOf: (said: Confirmation) => AuditEntry): Promise<void>;
  asked(round: YearMonth): Promise<readonly AskedDepartment[]>;
  /** Notes that the department is asked, with the message. false: it has been in this round; nothing was written. */
  ask(asked: Omit<AskedDepartment, 'remindedAt'>, notice: Notice): Promise<boolean>;
  /** The same for the one reminder of a round. */
  remind(asked: AskedDepartment, at: number, notice: Notice): Promise<boolean>;
}
