import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Runtime from 'jest-runtime';
import { useGlobals } from './globals.js';

const require = createRequire(import.meta.url);
const globalsUrl = pathToFileURL(join(import.meta.dirname, 'globals.js')).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: globalsUrl, shortCircuit: true } : next(specifier, context),
});

/**
 * Jest's runtime, which leaves the loading of modules to Node: types are stripped as in the bot, and a module is loaded,
 * its constants made and its code optimised once for all files that a worker runs, not once for each. Jest's own way
 * took half of the tests' CPU. Hence modules may keep nothing that another file's tests would notice, no file replaces
 * a module, and `--watch` doesn't see changes of modules.
 */
export default class SharedRuntime extends Runtime {
  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    return await import(pathToFileURL(path).href);
  }

  /** Jest's own: what collects and runs the tests of a file, anew for each. */
  requireInternalModule(path) {
    delete require.cache[path];
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    return require(path);
  }

  setGlobalsForRuntime(globals) {
    useGlobals(globals);
  }

  /** In Jest's, `process` is a copy; here it stays as it is. */
  installGetBuiltinModule() {}
}
