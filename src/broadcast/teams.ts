import type { Team, Teams } from '../access/roster.ts';
import type { ReachStore } from '../delivery/ports.ts';
import type { Recipient } from '../delivery/recipient.ts';
import { type AudienceSources, recipientPages } from './decide/people.ts';

/** The teams that the bot is in, as the reach knows them. */
export function teamPages(reach: ReachStore): Pick<Teams, 'pages'> {
  return {
    async *pages() {
      for await (const page of recipientPages(reach, { kind: 'team', state: 'active' }))
        yield page.map(teamOf);
    },
  };
}

/** The same, with who is in them. */
export function teamsIn({ reach, roster }: Pick<AudienceSources, 'reach' | 'roster'>): Teams {
  return {
    ...teamPages(reach),
    async get(teamId) {
      const team = await reach.get(`team:${teamId}`);
      return team?.state === 'active' ? teamOf(team) : null;
    },
    async *roster({ teamId }) {
      const team = await reach.get(`team:${teamId}`);
      if (team) yield* roster(team);
    },
  };
}

function teamOf({ teamId, name }: Recipient): Team {
  return { teamId: teamId!, name };
}
