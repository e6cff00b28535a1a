import type { Trx } from '../schema.ts';

/** What somebody is called in what is stored: by Teams at one time or another. */
export async function namesOf(trx: Trx, personId: string): Promise<readonly string[]> {
  const recipient = await trx
    .selectFrom('recipients')
    .select('name')
    .where('id', '=', `person:${personId}`)
    .execute();
  const owner = await trx
    .selectFrom('departmentOwners')
    .select('name')
    .where('personId', '=', personId)
    .execute();
  const steps = await trx
    .selectFrom('adoptionSteps')
    .select('personName as name')
    .where('personId', '=', personId)
    .execute();
  const confirmations = await trx
    .selectFrom('rowConfirmations')
    .select('personName as name')
    .where('personId', '=', personId)
    .execute();
  const beside = await namesBeside(trx, personId);
  const all = [...[...recipient, ...owner, ...steps, ...confirmations].map(({ name }) => name), ...beside];
  return [...new Set(all.filter((name) => name !== null && name.trim() !== ''))] as string[];
}

/** In JSON a name stands beside its id. */
async function namesBeside(trx: Trx, personId: string): Promise<readonly string[]> {
  const like = `%${personId.replaceAll(/[%_\\]/g, '_')}%`;
  const settings = await trx
    .selectFrom('subscriptions')
    .select('settings as json')
    .where('settings', 'like', like)
    .execute();
  const follows = await trx
    .selectFrom('follows')
    .select('setBy as json')
    .where('setBy', 'like', like)
    .execute();
  const adoptions = await trx
    .selectFrom('adoptions')
    .select('data as json')
    .where('data', 'like', like)
    .execute();
  const proposals = await trx
    .selectFrom('proposals')
    .select('data as json')
    .where('data', 'like', like)
    .execute();
  const own = await trx
    .selectFrom('broadcasts')
    .select('data as json')
    .where('authorId', '=', personId)
    .execute();
  const others = await trx
    .selectFrom('broadcasts')
    .select('data as json')
    .where('data', 'like', like)
    .execute();
  const names = [...settings, ...follows, ...adoptions, ...proposals].flatMap(({ json }) =>
    besideIn(JSON.parse(json), personId),
  );
  // The rest of a broadcast names its author beside the ids of others.
  const rejections = others.flatMap(({ json }) =>
    besideIn((JSON.parse(json) as { rejection?: unknown }).rejection, personId),
  );
  const authors = own.map(({ json }) => (JSON.parse(json) as { authorName?: string | null }).authorName);
  return [...names, ...rejections, ...authors.filter((name) => typeof name === 'string')];
}

function besideIn(value: unknown, personId: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = Object.entries(value);
  const isTheirs = fields.some(([, field]) => field === personId || field === `person:${personId}`);
  const names = fields.filter(([key, field]) => /name$/i.test(key) && typeof field === 'string');
  return [
    ...(isTheirs ? names.map(([, name]) => name as string) : []),
    ...fields.flatMap(([, field]) => besideIn(field, personId)),
  ];
}
