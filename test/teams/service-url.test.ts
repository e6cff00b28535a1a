import { expect, test } from '@jest/globals';
import { createConnector } from '../../src/teams/connector.ts';
import { isLoopbackService, isTeamsService, teamsServiceHosts } from '../../src/teams/service-url.ts';

const isService = isTeamsService(teamsServiceHosts);

test.each([
  'https://smba.trafficmanager.net/jp/',
  'https://smba.trafficmanager.net/teams/',
  'https://smba.infra.gcc.teams.microsoft.com/teams',
  'https://smba.infra.gov.teams.microsoft.us/teams',
  'https://smba.infra.dod.teams.microsoft.us/teams',
  'https://SMBA.trafficmanager.net:443/jp/',
])('Teams’ own: %s', (url) => {
  expect(isService(url)).toBe(true);
  expect(isLoopbackService(url)).toBe(false);
});

test.each([
  'https://notsmba.trafficmanager.net/jp/',
  'http://smba.trafficmanager.net/jp/',
  'https://smba.trafficmanager.net:8443/jp/',
  'https://evil.trafficmanager.net/jp/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://smba.trafficmanager.net@evil.example/',
  'https://user:pw@smba.trafficmanager.net/',
  'https://evil.example/?smba.trafficmanager.net',
  'https://evil.example/#smba.trafficmanager.net',
  'https://127.0.0.1/',
  'https://169.254.169.254/',
  'smba.trafficmanager.net',
  '',
])('not Teams’: %s', (url) => {
  expect(isService(url)).toBe(false);
});

test('nothing is sent to a stored address that is not Teams’, not even a request for a token', async () => {
  let tokens = 0;
  const connector = createConnector({
    getToken: () => {
      tokens += 1;
      return Promise.resolve('secret');
    },
    isServiceUrl: isService,
  });
  const signal = AbortSignal.timeout(20_000);
  const serviceUrl = 'https://evil.example/';
  expect(await connector({ method: 'POST', serviceUrl, path: 'conversations', signal })).toMatchObject({
    type: 'answered',
    status: 400,
    body: { error: { code: 'ForeignServiceUrl' } },
  });
  expect(tokens).toBe(0);
});
