import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

if (process.argv.includes('--help')) {
  console.log(`npm start      # the bot, with the settings of docs/settings.en.md
npm run dev    # as a sandbox: without credentials, reachable from this machine only`);
  process.exit(0);
}

// Before anything else is loaded: with the SDK's compiled code and our stripped types on disk, a start takes half the
// time. In JavaScript, so that the stripper itself need not be loaded. Where the folder cannot be written, Node goes
// on without.
enableCompileCache(join(process.env['DATA_DIR'] ?? 'state', 'compile-cache'));

await import('./main.ts');
