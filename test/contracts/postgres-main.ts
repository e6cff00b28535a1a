import { startPostgres } from './postgres.ts';

/** PostgreSQL as a process of its own: for each line that it reads it makes a database and prints its URL. */
const postgres = await startPostgres({ durable: true });
process.stdin.setEncoding('utf8');
for await (const chunk of process.stdin) {
  for (const _ of (chunk as string).matchAll(/\n/g)) console.log(await postgres.createDatabase());
}
await postgres.stop();
process.exit(0);
