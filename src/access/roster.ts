/** A person as a team's roster shows them. */
export interface RosterMember {
  readonly userId: string;
  readonly aadObjectId: string | null;
  readonly upn: string | null;
  readonly name: string | null;
  /** Not of the city's own staff, as far as Teams tells. */
  readonly isGuest: boolean;
}

/** Teams does not tell who is in a team, for whatever reason of its own. */
export class RosterUnreadable extends Error {
  constructor(teamId: string, cause: unknown) {
    super(`the members of ${teamId} cannot be read`, { cause });
    this.name = 'RosterUnreadable';
  }
}

/** A team that the bot is in. */
export interface Team {
  /** `19:…@thread.tacv2` */
  readonly teamId: string;
  readonly name: string | null;
}

/** The teams that the bot is in, and who is in them. */
export interface Teams {
  /** null: the bot is not in it, or not any more. */
  get(teamId: string): Promise<Team | null>;
  pages(): AsyncIterable<readonly Team[]>;
  /** Page by page; throws when Teams refuses. */
  roster(team: Team): AsyncIterable<readonly RosterMember[]>;
}
