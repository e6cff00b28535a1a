/**
 * Where Teams' connector is, in the public cloud and those of the US government:
 * microsoft.github.io/teams-sdk/typescript/essentials/app-configuration/service-url-validation
 * Whole names: anybody can have one that ends in trafficmanager.net.
 */
export const teamsServiceHosts: readonly string[] = [
  'smba.trafficmanager.net',
  'smba.onyx.prod.teams.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
];

/** Whether the bot may send there, its token too: a service URL is data that arrived, or that was stored once. */
export type IsServiceUrl = (serviceUrl: string) => boolean;

/** Teams' own hosts, by https on its usual port. */
export function isTeamsService(hosts: readonly string[]): IsServiceUrl {
  return (serviceUrl) => {
    const url = URL.parse(serviceUrl);
    if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '')
      return false;
    return hosts.includes(url.hostname);
  };
}

/** For the sandbox, where Teams' side is simulated on this machine. */
export const isLoopbackService: IsServiceUrl = (serviceUrl) =>
  isLoopback(URL.parse(serviceUrl)?.hostname ?? '');

/** Whether a host name, as URL gives it, is this machine's own. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
