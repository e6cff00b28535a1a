import type { AuditRow } from '../broadcast/audit.ts';
import type { BroadcastStore } from '../broadcast/ports.ts';
import { parseConfig } from '../config.ts';
import { openForReading, type Storage } from '../storage/open.ts';

/** What the bot keeps, to be read beside the running bot; ends the process when the configuration is at fault. */
export function openRecords(): Storage {
  // Reading needs no credentials: as the sandbox.
  const result = parseConfig(process.env, ['--sandbox']);
  if (!result.ok) {
    process.stderr.write(`${result.problems.join('\n')}\n`);
    process.exit(2);
  }
  const { dataDir, databaseUrl } = result.config;
  return openForReading({ dataDir, databaseUrl: databaseUrl ?? undefined });
}

const pageSize = 1000;

/** Every entry, in order. */
export async function* auditTrail(store: BroadcastStore): AsyncGenerator<AuditRow> {
  let after = 0;
  for (;;) {
    const rows = await store.auditRows({ after, limit: pageSize });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.seq;
  }
}
