import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Activity } from 'botbuilder';
import { BotFrameworkAuthentication, ConnectorFactory } from 'botframework-connector';
import type {
  AuthenticateRequestResult,
  BotFrameworkClient,
  ClaimsIdentity,
  ConnectorClient,
  UserTokenClient,
} from 'botframework-connector';

/** The bot's registration in Microsoft Entra. */
export interface AppIdentity {
  readonly appId: string;
  readonly tenantId: string;
  readonly type: 'SingleTenant' | 'UserAssignedMSI';
  readonly password: string;
}

/**
 * The SDK's authentication, with connector clients kept instead of built anew each turn.
 * Without an identity it lets everybody in: for the sandbox, which only listens on loopback.
 */
export function botAuthentication(identity: AppIdentity | null): BotFrameworkAuthentication {
  return new KeepingAuthentication(
    new ConfigurationBotFrameworkAuthentication(
      identity
        ? {
            MicrosoftAppId: identity.appId,
            MicrosoftAppTenantId: identity.tenantId,
            MicrosoftAppType: identity.type,
            // The SDK refuses a managed identity that has a password.
            ...(identity.type === 'SingleTenant' ? { MicrosoftAppPassword: identity.password } : {}),
          }
        : {},
    ),
  );
}

/** A send that hangs must not hold the turn: Teams gives up on an activity after 15 s. The SDK sets no limit. */
const SEND_TIMEOUT_MS = 10_000;

/** Teams has a service URL per region; more than this many can only come from the sandbox. */
const MAX_CLIENTS = 50;

/** Delegates to `inner`, and keeps what it builds. */
export class KeepingAuthentication extends BotFrameworkAuthentication {
  readonly #inner: BotFrameworkAuthentication;
  readonly #clients = new Map<string, Promise<ConnectorClient>>();
  #userTokenClient: Promise<UserTokenClient> | null = null;

  constructor(inner: BotFrameworkAuthentication) {
    super();
    this.#inner = inner;
  }

  async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    const result = await this.#inner.authenticateRequest(activity, authHeader);
    return result.connectorFactory
      ? { ...result, connectorFactory: this.#keeping(result.connectorFactory) }
      : result;
  }

  createConnectorFactory(claimsIdentity: ClaimsIdentity): ConnectorFactory {
    return this.#keeping(this.#inner.createConnectorFactory(claimsIdentity));
  }

  /** The bot signs nobody in, so one client, never used, does for all turns. */
  createUserTokenClient(claimsIdentity: ClaimsIdentity): Promise<UserTokenClient> {
    this.#userTokenClient ??= this.#inner.createUserTokenClient(claimsIdentity);
    return this.#userTokenClient;
  }

  override authenticateChannelRequest(authHeader: string): Promise<ClaimsIdentity> {
    return this.#inner.authenticateChannelRequest(authHeader);
  }

  authenticateStreamingRequest(authHeader: string, channelId: string): Promise<AuthenticateRequestResult> {
    return this.#inner.authenticateStreamingRequest(authHeader, channelId);
  }

  override createBotFrameworkClient(): BotFrameworkClient {
    return this.#inner.createBotFrameworkClient();
  }

  #keeping(factory: ConnectorFactory): ConnectorFactory {
    return new KeepingConnectorFactory(factory, this.#clients);
  }
}

class KeepingConnectorFactory extends ConnectorFactory {
  readonly #inner: ConnectorFactory;
  readonly #clients: Map<string, Promise<ConnectorClient>>;

  constructor(inner: ConnectorFactory, clients: Map<string, Promise<ConnectorClient>>) {
    super();
    this.#inner = inner;
    this.#clients = clients;
  }

  create(serviceUrl: string, audience: string): Promise<ConnectorClient> {
    const key = JSON.stringify([serviceUrl, audience]);
    const kept = this.#clients.get(key);
    if (kept) return kept;
    if (this.#clients.size >= MAX_CLIENTS) this.#clients.clear();
    const created = this.#inner.create(serviceUrl, audience).then(withTimeout);
    this.#clients.set(key, created);
    created.catch(() => this.#clients.delete(key));
    return created;
  }
}

interface Pipeline {
  addPolicy(policy: {
    name: string;
    sendRequest(request: { timeout: number }, next: (request: unknown) => Promise<unknown>): Promise<unknown>;
  }): void;
}

/** The SDK ignores its own time-out option; its HTTP pipeline, private in its types, takes a policy. */
function withTimeout(connector: ConnectorClient): ConnectorClient {
  const { client } = connector as unknown as { client: { pipeline: Pipeline } };
  client.pipeline.addPolicy({
    name: 'sendTimeout',
    sendRequest(request, next) {
      request.timeout = SEND_TIMEOUT_MS;
      return next(request);
    },
  });
  return connector;
}
