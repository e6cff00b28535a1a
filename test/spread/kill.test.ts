import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from '@jest/globals';
import { openStorage } from '../../src/storage/open.ts';

const dir = mkdtempSync(join(tmpdir(), 'yokoten-kill-'));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

const KILLS = 30;

test('killed at any moment, no step is half taken and nobody is told twice, or of what did not happen', async () => {
  for (let round = 0; round < KILLS; round += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), dir, String(round)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    // Spread over the steps: each takes a few milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 5 + ((round * 37) % 60)));
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const storage = openStorage({ dataDir: dir });
  await storage.ready();
  await storage.close();
  const db = new DatabaseSync(join(dir, 'yokoten.sqlite'));
  const count = (sql: string) => (db.prepare(`select count(*) as n from ${sql}`).get() as { n: number }).n;
  expect(count('adoptions')).toBeGreaterThan(KILLS);
  // Every adoption has as many steps as its version says, each with its entry in the trail.
  expect(
    count('adoptions a where version != (select count(*) from adoption_steps s where s.adoption_id = a.id)'),
  ).toBe(0);
  expect(
    count(
      'adoption_steps s where not exists (select 1 from audit a where a.seq = s.seq and a.subject = s.adoption_id)',
    ),
  ).toBe(0);
  const steps = count('adoption_steps');
  const answers = count('question_groups where resolved_at is not null');
  expect(count('audit')).toBe(steps + answers);
  // As many are told as there is something to tell, each once.
  const told = count("follows where revision = 'after'");
  expect(count('deliveries')).toBe(steps + answers + told);
  expect(count("messages where id like 'answer-%'")).toBe(answers);
  expect(count("messages where id like 'told-%'")).toBe(told);
  // Whoever has been told waits no more.
  expect(
    count('question_askers k join question_groups g on g.key = k.key where g.resolved_at is not null'),
  ).toBe(0);
  db.close();
}, 240_000);
