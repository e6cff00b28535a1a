/**
 * Jest's environment for tests that run as the bot does: in Node's own global object and not in one of each file. What
 * Jest or a file replaces in it is as it was when the file has ended.
 */
export default class Environment {
  global = globalThis;
  moduleMocker = { restoreAllMocks() {}, clearMocksOnScope() {} };
  #console = globalThis.console;
  #exit = process.exit;
  #env = { ...process.env };

  async setup() {}

  async teardown() {
    globalThis.console = this.#console;
    process.exit = this.#exit;
    for (const name of Object.keys(process.env)) if (!(name in this.#env)) delete process.env[name];
    Object.assign(process.env, this.#env);
    // Jest keeps a file's tests here, with all that they hold.
    const states = Object.getOwnPropertySymbols(globalThis).filter(
      (key) => key.description === 'JEST_STATE_SYMBOL',
    );
    for (const key of states) delete globalThis[key];
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}
