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
import { withReplyLimits } from './replies.ts';
import type { ReplyLimits } from './replies.ts';

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
export function botAuthentication(
  identity: AppIdentity | null,
  limits?: ReplyLimits,
): BotFrameworkAuthentication {
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
    limits,
  );
}

/** Teams has a service URL per region; more than this many can only come from the sandbox. */
const MAX_CLIENTS = 50;

/** Delegates to `inner`, and keeps what it builds. */
export class KeepingAuthentication extends BotFrameworkAuthentication {
  readonly #inner: BotFrameworkAuthentication;
  readonly #limits: ReplyLimits | undefined;
  readonly #clients = new Map<string, Promise<ConnectorClient>>();
  #userTokenClient: Promise<UserTokenClient> | null = null;

  constructor(inner: BotFrameworkAuthentication, limits?: ReplyLimits) {
    super();
    this.#inner = inner;
    this.#limits = limits;
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
    return new KeepingConnectorFactory(factory, this.#clients, this.#limits);
  }
}

class KeepingConnectorFactory extends ConnectorFactory {
  readonly #inner: ConnectorFactory;
  readonly #clients: Map<string, Promise<ConnectorClient>>;
  readonly #limits: ReplyLimits | undefined;

  constructor(
    inner: ConnectorFactory,
    clients: Map<string, Promise<ConnectorClient>>,
    limits: ReplyLimits | undefined,
  ) {
    super();
    this.#inner = inner;
    this.#clients = clients;
    this.#limits = limits;
  }

  create(serviceUrl: string, audience: string): Promise<ConnectorClient> {
    const key = JSON.stringify([serviceUrl, audience]);
    const kept = this.#clients.get(key);
    if (kept) return kept;
    if (this.#clients.size >= MAX_CLIENTS) this.#clients.clear();
    const created = this.#inner
      .create(serviceUrl, audience)
      .then((connector) => withReplyLimits(connector, this.#limits));
    this.#clients.set(key, created);
    created.catch(() => this.#clients.delete(key));
    return created;
  }
}
