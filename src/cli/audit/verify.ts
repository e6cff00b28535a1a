import { verifyChain } from '../../access/audit/audit.ts';
import { auditKey, auditTrail, openRecords } from '../records.ts';
import { readArguments, refuse } from '../usage.ts';

const { values } = readArguments(
  `npm run audit:verify -- [--anchor NUMBER:HASH] [--unkeyed-until NUMBER]
npm run audit:anchor

The second prints the last entry as NUMBER:HASH, to be kept where the database's administrators cannot change it.
The first goes through the whole audit trail; exit code 1, and a line per place, when it does not hold.
  --anchor  an entry that npm run audit:anchor has printed and that was kept elsewhere: it must still be there.
            Without one, whoever can write the database can cut off the end.
  --unkeyed-until  up to this entry some may be without a key, and none after it. Needed where no entry has been made
            since AUDIT_KEY was set, or where the bot has run without it since: a trail that somebody has written anew
            looks like that.
AUDIT_KEY (or AUDIT_KEY_FILE) is read from the environment, as the bot reads it.`,
  {
    options: {
      anchor: { type: 'string' },
      'unkeyed-until': { type: 'string' },
      head: { type: 'boolean', default: false },
    },
  },
);
const anchor = /^(\d{1,9}):([a-f\d]{64})$/.exec(values.anchor ?? '');
if (values.anchor !== undefined && !anchor) refuse('--anchor: not of the form NUMBER:HASH');
const until = values['unkeyed-until'];
if (until !== undefined && !/^\d{1,9}$/.test(until)) refuse('--unkeyed-until: not the number of an entry');
const records = openRecords();
const end = await records.broadcasts.auditEnd();
if (values.head) {
  await records.close();
  console.log(end ? `${end.seq}:${end.hash}` : 'the trail is empty');
  process.exit(0);
}
const anchors = anchor ? [{ seq: Number(anchor[1]), hash: anchor[2]! }] : [];
const key = auditKey();
const { problems, rows, lastHash, unproved } = await verifyChain(
  auditTrail(records.broadcasts),
  [...(end ? [end] : []), ...anchors],
  {
    pseudonyms: await records.broadcasts.auditPseudonyms(),
    key,
    unkeyedUntil: until === undefined ? null : Number(until),
  },
);
await records.close();
for (const { seq, problem } of problems) console.error(`entry ${seq}: ${problem}`);
if (unproved.unkeyed > 0)
  console.warn(
    `${unproved.unkeyed} entries are without a key: whoever can write the database could have made them.`,
  );
if (unproved.keyNotGiven > 0)
  console.warn(
    `${unproved.keyNotGiven} entries have a key: without AUDIT_KEY only their order is checked, not what they say.`,
  );
if (unproved.erased > 0)
  console.warn(`${unproved.erased} old entries named somebody who was erased: only their order is checked.`);
if (!anchor) console.warn('Without --anchor nobody can say that no entries were cut off at the end.');
console.log(`${rows} entries, last hash ${lastHash}: ${problems.length === 0 ? 'whole' : 'NOT whole'}`);
process.exitCode = problems.length === 0 ? 0 : 1;
