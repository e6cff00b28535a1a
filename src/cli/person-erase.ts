import { openChanges } from './records.ts';
import { misused, readArguments, refuse } from './usage.ts';

const USAGE = `npm run person:erase -- ID [NAME…]

Takes a person out of everything that is stored: name, ids, language, what they have set and pressed. In the audit trail
a pseudonym stands for them from then on; the trail still verifies. The bot may run meanwhile. Backups and exported files
are yours to delete.

  ID    Entra object id, or Teams' user id (29:…)
  NAME  what else they are called in lists and notes: the address that they sign in with, a former name`;

const { positionals } = readArguments(USAGE, { allowPositionals: true });
const [id, ...also] = positionals;
if (id === undefined) misused(USAGE, 'whom?');
if (!/^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|29:[\w-]{8,})$/i.test(id)) refuse('ID: is no id of a person');
const personId = id.startsWith('29:') ? id : id.toLowerCase();
const storage = openChanges();
await storage.ready();
const pseudonym = await storage.people.erase({
  personId,
  also: also.flatMap((name) => [...new Set([name, name.toLowerCase()])]),
  actor: 'cli',
  at: Date.now(),
});
await storage.close();
console.log(
  pseudonym === null ? 'nothing is stored of that person' : `erased; in the audit trail: ${pseudonym}`,
);
