import { tenantsOf } from '../teams/activity.ts';
import type { IncomingActivity } from '../teams/activity.ts';

/** Whom the bot speaks with. */
export interface AdmissionRules {
  /** In lower case; null = any tenant (the sandbox). */
  readonly allowedTenants: readonly string[] | null;
  readonly sandbox: boolean;
}

/** Why an activity is turned away; null = it is let in. */
export type Refusal = 'foreignTenant' | 'foreignChannel' | 'foreignService' | null;

/**
 * Decides whether an activity may go to the bot. The SDK checks who signed it, not from which tenant it comes:
 * every tenant that it names must be on the list, and in Teams it always names one.
 */
export function decideAdmission(activity: IncomingActivity, rules: AdmissionRules): Refusal {
  if (rules.sandbox && !isLoopback(activity.serviceUrl)) return 'foreignService';
  // Other channels of the same bot resource (web chat, Direct Line) have no tenants.
  if (!rules.sandbox && activity.channelId !== 'msteams') return 'foreignChannel';
  const { allowedTenants } = rules;
  if (!allowedTenants) return null;
  const tenants = tenantsOf(activity);
  const admitted = tenants.length > 0 && tenants.every((tenant) => allowedTenants.includes(tenant));
  return admitted ? null : 'foreignTenant';
}

function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
