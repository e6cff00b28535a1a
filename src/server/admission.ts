import { type IncomingActivity, tenantsOf } from '../teams/activity.ts';
import type { Caller } from '../teams/authenticate.ts';
import type { IsServiceUrl } from '../teams/service-url.ts';

/** Whom the bot speaks with. */
export interface AdmissionRules {
  /** In lower case; null = any tenant (the sandbox). */
  readonly allowedTenants: readonly string[] | null;
  readonly isServiceUrl: IsServiceUrl;
}

/** Why an activity is turned away; null = it is let in. */
export type Refusal = 'foreignTenant' | 'foreignChannel' | 'foreignService' | null;

/**
 * Decides whether an activity may go to the bot. Its token says who signed it and for which service, not from which
 * tenant it comes: every tenant that it names must be on the list, and in Teams it always names one.
 * `caller` is null where nobody is asked who they are (the sandbox).
 */
export function decideAdmission(
  activity: IncomingActivity,
  caller: Caller | null,
  { allowedTenants, isServiceUrl }: AdmissionRules,
): Refusal {
  // Other channels of the same bot resource (web chat, Direct Line) have no tenants.
  if (caller && (activity.channelId !== 'msteams' || !caller.isEndorsedFor('msteams')))
    return 'foreignChannel';
  if (!isServiceUrl(activity.serviceUrl)) return 'foreignService';
  if (caller && caller.serviceUrl !== activity.serviceUrl) return 'foreignService';
  if (!allowedTenants) return null;
  const tenants = tenantsOf(activity);
  const admitted = tenants.length > 0 && tenants.every((tenant) => allowedTenants.includes(tenant));
  return admitted ? null : 'foreignTenant';
}
