// Before a program of somebody else's: whatever it listens on is this machine's own address. In JavaScript, for any Node.
import { Server } from 'node:net';

const { listen } = Server.prototype;
/** @param {unknown[]} args of Node's: (port, host?, …), ({ port, host, … }, …) or a path. */
Server.prototype.listen = function (...args) {
  const [first, second, ...rest] = args;
  const isPort = typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first));
  if (isPort)
    return listen.call(this, first, '127.0.0.1', ...(typeof second === 'string' ? rest : args.slice(1)));
  if (typeof first === 'object' && first !== null && 'port' in first)
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...args.slice(1));
  return listen.apply(this, args);
};
