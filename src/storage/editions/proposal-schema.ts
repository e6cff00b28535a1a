import type { Proposal } from '../../editions/decide/proposal.ts';
import type { SentFile } from '../../editions/sent-files.ts';

/** Draft editions and the files that they come from. */
export interface ProposalTables {
  proposals: Pick<Proposal, 'id' | 'version' | 'state' | 'movedAt'> & {
    editionId: string;
    /** JSON of what has no column of its own. */
    data: string;
  };
  proposalFiles: {
    proposalId: string;
    name: string;
    text: string;
  };
  proposalChanges: {
    proposalId: string;
    /** 0, 1, 2 … of so many entries each. */
    page: number;
    /** JSON */
    entries: string;
  };
  /** Its content in base64. */
  sentFiles: Omit<SentFile, 'bytes'> & { content: string };
  fileForms: {
    form: string;
    /** JSON */
    choices: string;
    setBy: string;
    setAt: number;
  };
}
