import vm from 'node:vm';
import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';

/**
 * Jest's environment of Node, with a global object of its own that is an ordinary one. Jest puts a proxy in its place,
 * which is asked at every `Math` and `Map` of the code under test: whatever computes takes three times as long.
 */
export default class Environment extends NodeEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}
