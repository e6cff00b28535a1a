import { AsyncLocalStorage } from 'node:async_hooks';
import type {
  ConfidentialClientApplication,
  INetworkModule,
  ManagedIdentityApplication,
} from '@azure/msal-node';

/** The bot's registration in Microsoft Entra. */
export interface AppIdentity {
  readonly appId: string;
  readonly tenantId: string;
  readonly type: 'SingleTenant' | 'UserAssignedMSI';
  /** '' for a managed identity. */
  readonly password: string;
}

/** An access token for Teams' connector, and until when it holds (epoch ms). */
export interface AccessToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** Gets a new one each time; rejects when there is none to be had. */
export type FetchToken = (signal: AbortSignal) => Promise<AccessToken>;

/** learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#bot-to-connector */
const connectorResource = 'https://api.botframework.com';
/** learn.microsoft.com/azure/ai-services/openai/how-to/managed-identity */
export const openAiResource = 'https://cognitiveservices.azure.com';

/** Entra's tokens by the secret or by the managed identity that the machine has; `http` stands in for fetch in tests. */
export function entraTokens(
  identity: AppIdentity,
  http: typeof fetch = fetch,
  resource = connectorResource,
): FetchToken {
  return identity.type === 'UserAssignedMSI'
    ? managedIdentityTokens(identity, http, resource)
    : secretTokens(identity, http, resource);
}

function secretTokens(
  { appId, tenantId, password }: AppIdentity,
  http: typeof fetch,
  resource: string,
): FetchToken {
  const authority = `https://login.microsoftonline.com/${tenantId}`;
  let app: ConfidentialClientApplication | undefined;
  return async (signal) => {
    // Loaded when it is needed: the sandbox never does, and a start does not wait for it.
    const { ConfidentialClientApplication } = await import('@azure/msal-node');
    const known = (app ??= new ConfidentialClientApplication({
      auth: { clientId: appId, authority, clientSecret: password },
      system: { networkClient },
    }));
    const scopes = [`${resource}/.default`];
    return accepted(
      await asking.run({ http, signal }, () =>
        known.acquireTokenByClientCredential({ scopes, skipCache: true }),
      ),
    );
  };
}

function managedIdentityTokens({ appId }: AppIdentity, http: typeof fetch, resource: string): FetchToken {
  let app: ManagedIdentityApplication | undefined;
  return async (signal) => {
    const { ManagedIdentityApplication } = await import('@azure/msal-node');
    const known = (app ??= new ManagedIdentityApplication({
      managedIdentityIdParams: { userAssignedClientId: appId },
      // Whoever asks has a limit and comes again; the library's own retries would take all of it.
      system: { networkClient, disableInternalRetries: true },
    }));
    return accepted(
      await asking.run({ http, signal }, () => known.acquireToken({ resource, forceRefresh: true })),
    );
  };
}

function accepted(
  result: { readonly accessToken: string; readonly expiresOn: Date | null } | null,
): AccessToken {
  if (!result?.expiresOn) throw new Error('the answer has no token');
  return { token: result.accessToken, expiresAt: result.expiresOn.getTime() };
}

/** Who asks, and until when: what the library requests for somebody is requested so. */
const asking = new AsyncLocalStorage<{ readonly http: typeof fetch; readonly signal: AbortSignal }>();

type Options = Parameters<INetworkModule['sendPostRequestAsync']>[1];

/**
 * The library's requests, by fetch, under the signal of whoever asks: its own have no limit. One for all, since of a
 * process's managed identities the library keeps the first client that it is given, and takes it for all the others.
 */
const networkClient: INetworkModule = {
  sendGetRequestAsync: (url, options) => send('GET', url, options),
  sendPostRequestAsync: (url, options) => send('POST', url, options),
};

async function send(method: string, url: string, options: Options) {
  const { http, signal } = asking.getStore()!;
  const response = await http(url, {
    method,
    headers: options?.headers ?? {},
    ...(options?.body !== undefined && { body: options.body }),
    redirect: 'error',
    signal,
  });
  const body = (await response.json()) as never;
  return { headers: Object.fromEntries(response.headers), body, status: response.status };
}
