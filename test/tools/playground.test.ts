import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

const preload = new URL('loopback.js', import.meta.url).href;

test.each([
  'listen(0, done)',
  'listen({ port: 0 }, done)',
  "listen(0, '0.0.0.0', done)",
  "listen('0', done)",
])('a program of somebody else that does %s is reachable from this machine alone', (listening) => {
  const code = `
      const server = require('node:http').createServer();
      const done = () => { console.log(server.address().address); server.close(); };
      server.${listening};`;
  const { stdout, stderr } = spawnSync(process.execPath, [`--import=${preload}`, '--eval', code], {
    encoding: 'utf8',
  });
  expect([stdout, stderr]).toEqual(['127.0.0.1\n', '']);
});
