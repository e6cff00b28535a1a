import { join } from 'node:path';

// What tests start as processes (bots, commands) finds its code compiled, by the first that needed it.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compile');

/** Jest runs the TypeScript sources as Node loads them: runtime.js (types are checked by `npm run check`). */
export default {
  globalSetup: '<rootDir>/test/folder-for-all.js',
  globalTeardown: '<rootDir>/test/no-folder-left.js',
  testEnvironment: '<rootDir>/test/environment.js',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  runtime: '<rootDir>/test/runtime.js',
  transform: {},
  testTimeout: 60_000,
  maxWorkers: 2,
};
