import { benchTurns, describeTurns } from './turns.ts';

/** Each bench by name: runs, and says what came of it. `npm run bench -- NAME …` runs some of them, no name all. */
const benches: Readonly<Record<string, () => Promise<string>>> = {
  turns: async () => describeTurns(await benchTurns()),
};

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  const bench = benches[name];
  if (!bench) {
    console.error(`no bench ${name}; there are: ${Object.keys(benches).join(', ')}`);
    process.exitCode = 1;
    continue;
  }
  console.log(`${name}\n${await bench()}\n`);
}
