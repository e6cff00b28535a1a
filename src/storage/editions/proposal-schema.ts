import type { ProposalState } from '../../editions/decide/proposal.ts';

/** Draft editions and the files that they come from. */
export interface ProposalTables {
  proposals: {
    id: string;
    version: number;
    state: ProposalState;
    edition_id: string;
    /** JSON of what has no column of its own. */
    data: string;
    moved_at: number;
  };
  proposal_files: {
    proposal_id: string;
    name: string;
    text: string;
  };
  proposal_changes: {
    proposal_id: string;
    /** 0, 1, 2 … of so many entries each. */
    page: number;
    /** JSON */
    entries: string;
  };
  sent_files: {
    id: string;
    owner_id: string;
    name: string;
    /** Base64 */
    content: string;
    sent_at: number;
  };
  file_forms: {
    form: string;
    /** JSON */
    choices: string;
    set_by: string;
    set_at: number;
  };
}
