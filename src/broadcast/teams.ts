import type { Team, Teams } from '../access/roster.ts';
import type { Recipient } from '../delivery/recipient.ts';
import { type AudienceSources, recipientPages } from './decide/people.ts';

/** The teams that give roles, as the reach knows them. */
export function teamsIn({ reach, roster }: Pick<AudienceSources, 'reach' | 'roster'>): Teams {
  const teamOf = ({ teamId, name }: Recipient): Team => ({ teamId: teamId!, name });
  return {
    async get(teamId) {
      const team = await reach.get(`team:${teamId}`);
      return team?.state === 'active' ? teamOf(team) : null;
    },
    async *pages() {
      for await (const page of recipientPages(reach, { kind: 'team', state: 'active' }))
        yield page.map(teamOf);
    },
    async *roster({ teamId }) {
      const team = await reach.get(`team:${teamId}`);
      if (team) yield* roster(team);
    },
  };
}
