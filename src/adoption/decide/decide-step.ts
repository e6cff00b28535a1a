import { can, type Role } from '../../access/roles.ts';
import {
  type Adoption,
  adoptionId,
  type AdoptionState,
  type AdoptionStep,
  isOpen,
  type Participant,
} from './adoption.ts';

/** Why a press changes nothing. */
export type AdoptionRefusal =
  /** It is the department's own. */
  | 'own'
  /** Neither one of its people nor the HR office. */
  | 'notYours'
  /** Somebody has moved it since the card was made. */
  | 'stale'
  | 'sameState'
  /** 見送り takes a reason. */
  | 'needsReason'
  /** Nothing to take back. */
  | 'notDecided';

/** The adoption as it stands from now on, with the step that led there. */
export interface AdoptionChange {
  readonly next: Adoption;
  readonly step: AdoptionStep;
}

type Decided = AdoptionChange | { readonly refusal: AdoptionRefusal };

/** What somebody knows of themselves when they press. */
export interface Presser {
  readonly person: Participant;
  readonly roles: ReadonlySet<Role>;
}

/** Somebody wants to do in their department what another one does. */
export interface TakeOverWish {
  readonly initiative: { readonly id: string; readonly department: string; readonly name: string };
  readonly department: string;
  readonly person: Participant;
  readonly why: string;
}

/**
 * Begins an adoption; where the department has one, the person joins it, and one that was declined is taken up again.
 * Somebody who is in it already changes nothing: null.
 */
export function decideWish(current: Adoption | null, wish: TakeOverWish, now: number): Decided | null {
  const { initiative, department, person, why } = wish;
  if (initiative.department === department) return { refusal: 'own' };
  if (current === null) return begun(wish, now);
  const people = withPerson(current.people, person);
  const isBack = current.state === 'declined';
  if (!isBack && people === current.people) return null;
  const next: Adoption = {
    ...current,
    version: current.version + 1,
    people,
    ...(isBack && { state: 'interested', before: null, reason: why, movedAt: now }),
  };
  return {
    next,
    step: { kind: isBack ? 'begin' : 'join', state: next.state, at: now, person, note: why },
  };
}

function begun({ initiative, department, person, why }: TakeOverWish, now: number): AdoptionChange {
  const next: Adoption = {
    id: adoptionId(initiative.id, department),
    version: 1,
    initiativeId: initiative.id,
    source: { department: initiative.department, name: initiative.name },
    department,
    state: 'interested',
    before: null,
    reason: why,
    people: [person],
    rowId: null,
    beganAt: now,
    movedAt: now,
  };
  return { next, step: { kind: 'begin', state: 'interested', at: now, person, note: why } };
}

function withPerson(people: readonly Participant[], person: Participant): readonly Participant[] {
  return people.some(({ id }) => id === person.id) ? people : [...people, person];
}

/** Whether this person may move it. */
export function mayMove({ people }: Pick<Adoption, 'people'>, { person, roles }: Presser): boolean {
  return can(roles, 'moveAdoption', people.some(({ id }) => id === person.id) && 'participant');
}

/** A move to another state, as it was pressed on a card that showed `version`. */
export interface Move {
  readonly to: AdoptionState;
  readonly note: string;
  readonly version: number;
}

/** Moves it on, or back among what is still open; what has been decided is first taken back. */
export function decideMove(
  current: Adoption,
  { to, note, version }: Move,
  presser: Presser,
  now: number,
): Decided {
  if (!mayMove(current, presser)) return { refusal: 'notYours' };
  if (current.version !== version) return { refusal: 'stale' };
  if (current.state === to || !isOpen(current)) return { refusal: 'sameState' };
  if (to === 'declined' && note.trim() === '') return { refusal: 'needsReason' };
  const isDecided = to === 'adopted' || to === 'declined';
  const next: Adoption = {
    ...current,
    version: version + 1,
    state: to,
    before: isDecided ? current.state : null,
    reason: to === 'declined' ? note : current.reason,
    movedAt: now,
  };
  return { next, step: { kind: 'move', state: to, at: now, person: presser.person, note } };
}

/** Takes 導入 or 見送り back to what it was before. */
export function decideTakeBack(current: Adoption, version: number, presser: Presser, now: number): Decided {
  if (!mayMove(current, presser)) return { refusal: 'notYours' };
  if (current.version !== version) return { refusal: 'stale' };
  if (isOpen(current)) return { refusal: 'notDecided' };
  const state = current.before ?? 'interested';
  const next: Adoption = { ...current, version: version + 1, state, before: null, movedAt: now };
  return { next, step: { kind: 'takeBack', state, at: now, person: presser.person, note: '' } };
}

/** Links it with the department's own row of a new edition. */
export function linked(current: Adoption, rowId: string, now: number): AdoptionChange {
  const next: Adoption = { ...current, version: current.version + 1, rowId };
  const person: Participant = { id: 'system', name: '' };
  return { next, step: { kind: 'link', state: current.state, at: now, person, note: rowId } };
}
