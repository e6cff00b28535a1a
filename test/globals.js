/** What a file of tests gets as `@jest/globals`: live bindings, so that modules which many files share find their own. */
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, test;

/** From now on these are the ones. */
export function useGlobals(globals) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } = globals);
}
