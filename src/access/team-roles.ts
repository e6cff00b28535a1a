import { type Clock, waitAtMost } from '../calendar/clock.ts';
import type { GrantableRole } from './roles.ts';
import type { RosterMember, Team, Teams } from './roster.ts';

/** A role that the members of a team hold, as the configuration says it. */
export interface TeamRole {
  readonly role: GrantableRole;
  /** Its id, `19:…@thread.tacv2`; with a name the bot does not start. */
  readonly team: string;
}

/** `broadcaster:人事課,approver:19:…@thread.tacv2`; null when it cannot be read. */
export function parseTeamRoles(text: string): readonly TeamRole[] | null {
  const settings = text
    .split(/[,，]/)
    .map((setting) => setting.trim())
    .filter((setting) => setting !== '');
  const pairs = settings.map((setting) => /^(broadcaster|approver|editor)\s*[:：]\s*(\S.*)$/.exec(setting));
  if (!pairs.every((pair) => pair !== null)) return null;
  return pairs.map(([, role, team]) => ({ role: role as GrantableRole, team: decoded(team!) }));
}

/** As it stands in a team's link, `19%3a…%40thread.tacv2`. */
function decoded(team: string): string {
  return /^19%3a[\w.%-]+$/i.test(team) ? team.replaceAll(/%3a/gi, ':').replaceAll(/%40/g, '@') : team;
}

/** What is wrong with teams that are given by a name, which anybody can give to a team: each with the id to write. */
export async function nameProblems(
  wanted: readonly TeamRole[],
  teams: Pick<Teams, 'pages'>,
): Promise<readonly string[]> {
  const names = wanted.map(({ team }) => team).filter((team) => !teamIdForm.test(team));
  return await Promise.all(
    [...new Set(names)].map(async (name) => {
      // Before the first start there is nothing to look in.
      const found = await idsOf(name, teams).catch(() => null);
      return `ROLE_TEAMS: ${name} is a name, which anybody can give to a team; ${idToWrite(found)}`;
    }),
  );
}

function idToWrite(found: readonly string[] | null): string {
  if (found?.length === 1) return `write the id of the team that the bot knows by it: ${found[0]}`;
  if (found && found.length > 1)
    return `write the id of the team that is meant, the bot knows these by it: ${found.join(', ')}`;
  const why = found ? 'the bot is in no team that bears it' : 'the teams cannot be looked up now';
  return `write its id (${why}): in Teams, "Get link to team", the part after /team/, 19%3a…%40thread.tacv2`;
}

/** Somebody whom a team gives a role. */
type TeamMember = RosterMember & { readonly aadObjectId: string };

/**
 * How things stand with a team of the configuration. `missing`: the bot is in no such team; `unread`: Teams has not told
 * for too long who is in it.
 */
export type TeamStanding = { readonly named: string } & (
  | { readonly state: 'found'; readonly team: Team; readonly members: ReadonlyMap<string, TeamMember> }
  | { readonly state: 'missing' }
  | { readonly state: 'unread'; readonly team: Team }
);

/** Looks up what the configured teams give. */
export interface TeamRoles {
  /** In the order of the configuration. */
  standings(): Promise<readonly { readonly role: GrantableRole; readonly standing: TeamStanding }[]>;
}

interface TeamRolesOptions {
  readonly wanted: readonly TeamRole[];
  readonly teams: Teams;
  readonly clock: Pick<Clock, 'elapsed' | 'sleep'>;
  /** Told when a team has come to stand otherwise than it should, or is found again. */
  readonly onChange: (standing: TeamStanding) => void;
}

/** Who leaves a team loses the role within this time. */
const freshMs = 3 * 60_000;
/** As long as this the last roster counts when Teams does not answer. */
const believedMs = 15 * 60_000;
/** Teams that does not answer is not asked again at every press. */
const retryMs = 15_000;
/** Somebody waits for an answer, and Teams for ours: learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability */
const patienceMs = 4000;

/** Reads rosters when they are asked for, and remembers them for a short time. */
export function createTeamRoles({ wanted, teams, clock, onChange }: TeamRolesOptions): TeamRoles {
  const watches = new Map(
    wanted.map(({ team }) => [team, watchTeam(team, { teams, clock, onChange })] as const),
  );
  return {
    standings: () =>
      Promise.all(wanted.map(async ({ role, team }) => ({ role, standing: await watches.get(team)!() }))),
  };
}

interface Roster {
  readonly team: Team;
  readonly members: ReadonlyMap<string, TeamMember>;
  readonly readAt: number;
}

function watchTeam(
  named: string,
  { teams, clock, onChange }: Omit<TeamRolesOptions, 'wanted'>,
): () => Promise<TeamStanding> {
  let roster: Roster | null = null;
  let reading: Promise<void> | null = null;
  let triedAt = -Infinity;
  let told = '';

  async function read(team: Team): Promise<void> {
    triedAt = clock.elapsed();
    const members = new Map<string, TeamMember>();
    const readAt = clock.elapsed();
    try {
      for await (const page of teams.roster(team))
        for (const member of page) if (isStaff(member)) members.set(member.aadObjectId, member);
      roster = { team, members, readAt };
    } catch {
      // What it comes to is told by `standing`: the last roster for a while, then `unread`.
    } finally {
      reading = null;
    }
  }

  async function refresh(team: Team): Promise<void> {
    if (reading === null && clock.elapsed() - triedAt < retryMs) return;
    reading ??= read(team);
    await waitAtMost(reading, patienceMs, clock);
  }

  async function standing(): Promise<TeamStanding> {
    const team = await teams.get(named);
    if (!team) return { named, state: 'missing' };
    if (roster?.team.teamId !== team.teamId) roster = null;
    if (roster === null || clock.elapsed() - roster.readAt >= freshMs) await refresh(team);
    // Read by now, or by another request meanwhile.
    const known = roster;
    if (known?.team.teamId !== team.teamId || clock.elapsed() - known.readAt >= believedMs)
      return { named, state: 'unread', team };
    return { named, state: 'found', team, members: known.members };
  }

  return async () => {
    const now = await standing();
    if (now.state !== told) onChange(now);
    told = now.state;
    return now;
  };
}

/** A guest or somebody outside speaks for no office; the roster does not always say who is one. */
function isStaff(member: RosterMember): member is TeamMember {
  return member.aadObjectId !== null && !member.isGuest;
}

const teamIdForm = /^19:.+@thread\.\w+$/;

async function idsOf(named: string, teams: Pick<Teams, 'pages'>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of teams.pages())
    for (const { teamId, name } of page)
      if (name !== null && folded(name) === folded(named)) ids.push(teamId);
  return ids;
}

function folded(name: string): string {
  return name.normalize('NFKC').trim();
}
