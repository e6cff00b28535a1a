import type { BroadcastAction } from '../cards/actions.ts';
import type { DeskNotes } from '../cards/frame.ts';
import type { Content, NewDelivery, NewMessage } from '../../delivery/ports.ts';
import type { Lang } from '../../question/answer.ts';
import { type BroadcastAnswer, denied, done, lackOf, refuse, say } from './answers.ts';
import { countAudience, resolveAudience } from '../decide/audience.ts';
import { approvalHash, type Broadcast, type DeskPost } from '../decide/broadcast.ts';
import { type Again, type Author, type Composed, type Composing, createComposing } from './compose.ts';
import {
  type Actor,
  type Circumstances,
  type Command,
  decideCommand,
  isOpen,
  permissionFor,
} from '../decide/decide-command.ts';
import { createDetails, type Details } from './details.ts';
import type { BroadcastDeskParts } from './desk-parts.ts';
import { planJobs } from '../jobs/jobs.ts';
import { createRoleDesk, parseRoleWords, type RoleDesk, type RoleRequest } from './role-desk.ts';
import { basisFor, can, type Holder, type Permission, type Role } from '../../access/roles.ts';
import { type ConsentRequest, createReportDesk, type ReportDesk } from '../jobs/report-file.ts';
import { parseLocalTime } from '../decide/rules.ts';
import { createUploadDesk, type FileRequest, type UploadDesk } from './uploads.ts';
import type { PlainCommand } from '../decide/offered.ts';
import type { BroadcastNote, BroadcastRefusal } from '../decide/refusals.ts';

/** What a person can ask for about broadcasts, by words or by a button. */
export type BroadcastRequest =
  | BroadcastAction
  | { readonly do: 'broadcast.home'; readonly lang: Lang }
  | { readonly do: 'broadcast.list'; readonly lang: Lang }
  | {
      readonly do: 'broadcast.audit';
      readonly lang: Lang;
      /** The word alone: from whom the trail is not for, it is a question. */
      readonly isBare: boolean;
    }
  | RoleRequest
  | FileRequest
  | ConsentRequest
  | { readonly do: 'invalid'; readonly lang: Lang };

/** Who asks, and where. */
export interface BroadcastVisitor {
  /** Entra object id in lower case; null = Teams did not say. */
  readonly objectId: string | null;
  /** As the reach knows the person. */
  readonly recipientId: string | null;
  readonly name: string | null;
  readonly isPersonal: boolean;
  /** The pressed card, which shows what becomes of the broadcast. */
  readonly card: DeskPost | null;
}

/** Answers everything about broadcasts; null = it is a question after all. Never throws. */
export type BroadcastDesk = (
  request: BroadcastRequest,
  visitor: BroadcastVisitor,
) => Promise<BroadcastAnswer | null>;

const homeWords = /^(一斉)?(配信|broadcast)(する|したい|を?作成)?$/i;
const auditWords = /^(監査|audit|(監査|操作)の?(記録|ログ)|audit (trail|log))( ?csv)?$/i;
const listWords = /^(配信(の)?一覧|下書き|broadcasts|drafts)$/i;

/** The request in a person's words, or null when they are a question. `mentioned`: object ids of people mentioned. */
export function parseBroadcastWords(
  text: string,
  lang: Lang,
  mentioned: readonly string[],
): BroadcastRequest | null {
  const words = text
    .normalize('NFKC')
    .trim()
    .replace(/[。.!！?？]+$/, '');
  if (homeWords.test(words)) return { do: 'broadcast.home', lang };
  if (listWords.test(words)) return { do: 'broadcast.list', lang };
  if (auditWords.test(words)) return { do: 'broadcast.audit', lang, isBare: /^(監査|audit)$/i.test(words) };
  return parseRoleWords(words, lang, mentioned);
}

export function createBroadcastDesk(parts: BroadcastDeskParts): BroadcastDesk {
  const details = createDetails(parts);
  const composing = createComposing(parts);
  const roles = createRoleDesk(parts);
  const tools = {
    details,
    composing,
    roles,
    uploads: createUploadDesk(parts),
    reports: createReportDesk(parts),
  };
  return async (request, visitor) => {
    try {
      return await new Visit(parts, tools, visitor, request.lang).answer(request);
    } catch (error) {
      parts.onError(error);
      return {
        intent: 'broadcast unavailable',
        message: parts.cards().refusal('unavailable', parts.data(), request.lang),
        inPlace: false,
        isDone: false,
      };
    }
  };
}

const dayMs = 86_400_000;
const listed = 20;
/** Of one version. */
const maxCopies = 50;

/** What the visits share. */
interface Tools {
  readonly details: Details;
  readonly composing: Composing;
  readonly roles: RoleDesk;
  readonly uploads: UploadDesk;
  readonly reports: ReportDesk;
}

/** One request of one person. */
class Visit {
  readonly #parts: BroadcastDeskParts;
  readonly #details: Details;
  readonly #composing: Composing;
  readonly #roles: RoleDesk;
  readonly #uploads: UploadDesk;
  readonly #reports: ReportDesk;
  readonly #visitor: BroadcastVisitor;
  readonly #lang: Lang;

  constructor(parts: BroadcastDeskParts, tools: Tools, visitor: BroadcastVisitor, lang: Lang) {
    this.#parts = parts;
    this.#details = tools.details;
    this.#composing = tools.composing;
    this.#roles = tools.roles;
    this.#uploads = tools.uploads;
    this.#reports = tools.reports;
    this.#visitor = visitor;
    this.#lang = lang;
  }

  async answer(request: BroadcastRequest): Promise<BroadcastAnswer | null> {
    if (request.do === 'invalid') return this.#refuse('invalid');
    if (request.do === 'broadcast.acknowledge')
      return { ...(await this.#acknowledge(request.id)), isPrivate: true };
    const { objectId } = this.#visitor;
    const actor = objectId === null ? null : await this.#roles.actor(objectId);
    if (request.do === 'broadcast.audit' && request.isBare && !(actor && can(actor.roles, 'readAudit')))
      return null;
    if (actor === null) return this.#refuse('noRole');
    // In a channel too, where the person is mentioned.
    if (request.do === 'broadcast.mentionRole') return await this.#roles.answer(actor, request);
    if (!this.#visitor.isPersonal)
      return this.#refuse(request.do === 'broadcast.file' ? 'filePersonalOnly' : 'personalOnly');
    switch (request.do) {
      case 'broadcast.roles':
      case 'broadcast.role':
        return await this.#roles.answer(actor, request);
      case 'broadcast.home':
        if (!isStaff(actor)) return await this.#denied(actor, 'compose', '', staff);
        return say('home', this.#parts.cards().home({}, this.#parts.data(), this.#lang), false);
      case 'broadcast.list':
        return await this.#list(actor);
      case 'broadcast.new':
        if (!can(actor.roles, 'compose')) return await this.#denied(actor, 'compose', '');
        return await this.#form(this.#parts.newId(), null, true);
      case 'broadcast.find':
        if (!can(actor.roles, 'compose')) return await this.#denied(actor, 'find', request.id);
        return say('find', await this.#composing.find(request, this.#author(actor)), true);
      case 'broadcast.save': {
        if (!can(actor.roles, 'compose')) return await this.#denied(actor, 'save', request.id);
        return await this.#composed(actor, await this.#composing.save(request, this.#author(actor)));
      }
      case 'broadcast.file':
        return await this.#uploads.receive(actor, request);
      case 'broadcast.fromUpload':
      case 'broadcast.useUpload':
        return await this.#withUpload(actor, request);
      case 'broadcast.audit':
        return await this.#reports.offer(actor, null, this.#lang);
      case 'broadcast.consent':
        return await this.#reports.give(actor, request);
      default:
        return await this.#withBroadcast(actor, request);
    }
  }

  /** The list may be used again, so its card stays. */
  async #withUpload(
    actor: Holder,
    request: Extract<BroadcastAction, { upload: string }>,
  ): Promise<BroadcastAnswer> {
    const upload = await this.#uploads.own(actor, request.upload, this.#lang);
    if ('intent' in upload) return upload;
    if (request.do === 'broadcast.fromUpload') {
      const message = await this.#composing.formTo(upload, this.#parts.newId(), this.#lang);
      return say('form', message, false);
    }
    const used = await this.#uploads.use(actor, upload, request);
    if ('intent' in used) return used;
    return {
      ...(await this.#command(actor, used.broadcast, used.command, used.broadcast.version)),
      inPlace: false,
    };
  }

  async #withBroadcast(
    actor: Holder,
    request: Exclude<
      Extract<BroadcastAction, { id: string }>,
      { do: 'broadcast.acknowledge' | 'broadcast.save' | 'broadcast.find' }
    >,
  ): Promise<BroadcastAnswer> {
    const broadcast = await this.#parts.store.get(request.id);
    // Its card has nothing more to offer.
    if (!broadcast || broadcast.state === 'deleted') return { ...this.#refuse('gone'), inPlace: true };
    const needed = toSee(actor, broadcast);
    if (!can(actor.roles, needed)) return await this.#denied(actor, 'open', broadcast.id, [needed]);
    const isAuthor = broadcast.authorId === actor.id;
    switch (request.do) {
      case 'broadcast.open':
        return await this.#show(actor, broadcast, {});
      case 'broadcast.report':
        return await this.#reports.offer(actor, broadcast, this.#lang);
      case 'broadcast.edit':
        if (!isAuthor) return await this.#show(actor, broadcast, { refusal: 'notYours' });
        if (!isOpen(broadcast.state)) return await this.#show(actor, broadcast, { refusal: 'wrongState' });
        return await this.#form(broadcast.id, broadcast, true);
      case 'broadcast.correction':
        if (!isAuthor) return await this.#show(actor, broadcast, { refusal: 'notYours' });
        if (broadcast.state !== 'released')
          return await this.#show(actor, broadcast, { refusal: 'wrongState' });
        return await this.#form(broadcast.id, broadcast, false);
      case 'broadcast.copy':
        if (!can(actor.roles, 'compose')) return await this.#denied(actor, 'copy', broadcast.id);
        return await this.#copy(actor, broadcast, request.version);
      case 'broadcast.test':
        if (request.version !== broadcast.version)
          return await this.#show(actor, broadcast, { refusal: 'stale' });
        return await this.#test(actor, broadcast);
      case 'broadcast.correct':
        return await this.#composed(actor, await this.#composing.correct(broadcast, request));
      case 'broadcast.send': {
        const sendAt = this.#sendAt(request.date, request.time);
        if (sendAt === undefined) return await this.#show(actor, broadcast, { refusal: 'badTime' });
        const { confirmed, version } = request;
        const { date, time } = request;
        const chosen = { date, time };
        return await this.#command(actor, broadcast, { do: 'send', sendAt, confirmed }, version, { chosen });
      }
      case 'broadcast.command':
        return await this.#command(actor, broadcast, commandOf(request.command), request.version);
    }
  }

  async #denied(
    actor: Holder,
    action: string,
    subject: string,
    needed: readonly Permission[] = ['compose'],
  ): Promise<BroadcastAnswer> {
    return await denied(this.#parts, actor, { action, subject, needed }, this.#lang);
  }

  #refuse(refusal: BroadcastRefusal): BroadcastAnswer {
    return refuse(this.#parts, refusal, this.#lang);
  }

  async #show(actor: Holder, broadcast: Broadcast, notes: DeskNotes): Promise<BroadcastAnswer> {
    const message = await this.#details.card(broadcast, actor, notes, this.#lang);
    return say(notes.refusal ? `refused ${notes.refusal}` : (notes.note ?? 'open'), message, true);
  }

  async #list(actor: Holder): Promise<BroadcastAnswer> {
    const { store, cards, data } = this.#parts;
    if (!isStaff(actor)) return await this.#denied(actor, 'list', '', staff);
    const own = await store.list({ authorId: actor.id, limit: listed });
    const waiting = can(actor.roles, 'approve')
      ? [
          ...(await store.list({ state: 'submitted', limit: listed })),
          ...(await store.list({ state: 'released', limit: 100 })).filter(
            ({ correction }) => correction !== null,
          ),
        ]
      : [];
    const all = [...waiting.filter(({ authorId }) => authorId !== actor.id), ...own].slice(0, listed);
    const rows = all.map((broadcast) => this.#details.row(broadcast));
    return say('list', cards().list(rows, data(), this.#lang), false);
  }

  async #form(id: string, broadcast: Broadcast | null, withAudience: boolean): Promise<BroadcastAnswer> {
    const message = await this.#composing.form(id, broadcast, withAudience, this.#lang);
    return say('form', message, false);
  }

  #author(actor: Holder): Author {
    return { id: actor.id, name: this.#visitor.name };
  }

  async #composed(actor: Holder, composed: Composed): Promise<BroadcastAnswer> {
    switch (composed.do) {
      case 'form':
        return say('form', composed.message, true);
      case 'create':
        return await this.#create(actor, composed);
      case 'command': {
        const { broadcast, command, version, again } = composed;
        return await this.#command(actor, broadcast, command, version, { again });
      }
    }
  }

  async #create(
    actor: Holder,
    { broadcast, again }: Extract<Composed, { do: 'create' }>,
  ): Promise<BroadcastAnswer> {
    if (await this.#isNew(actor, broadcast))
      return done(await this.#show(actor, broadcast, { note: 'saved' }));
    const standing = await this.#parts.store.get(broadcast.id);
    if (standing?.authorId !== actor.id) return this.#refuse('gone');
    return await this.#unsaved(actor, standing, broadcast, 'stale', again);
  }

  async #isNew(actor: Holder, created: Broadcast): Promise<boolean> {
    const { store, now } = this.#parts;
    const detail = { by: basisFor(actor, 'compose') };
    return await store.create(created, {
      at: now(),
      actor: actor.id,
      action: 'create',
      subject: created.id,
      detail,
    });
  }

  /** Nothing that was filled in is lost: the form comes back with it, unless all of it is saved already. */
  async #unsaved(
    actor: Holder,
    standing: Broadcast,
    written: Pick<Broadcast, 'content' | 'audience'>,
    refusal: BroadcastRefusal,
    again: Again,
  ): Promise<BroadcastAnswer> {
    const { content, correction, audience } = standing;
    const isSaved = [content, correction].some(
      (one) => one !== null && approvalHash({ content: one, audience }) === approvalHash(written),
    );
    if (refusal === 'stale' && isSaved) return await this.#show(actor, standing, { note: 'saved' });
    return say(`refused ${refusal}`, await again(standing, refusal), true);
  }

  /** Pressed twice it is one copy; the next one is another when something has been done with the first. */
  async #copy(actor: Holder, broadcast: Broadcast, version: number): Promise<BroadcastAnswer> {
    for (let nth = 1; nth <= maxCopies; nth += 1) {
      const copy = this.#composing.copy(broadcast, version, nth, this.#author(actor));
      if (await this.#isNew(actor, copy)) return done(await this.#show(actor, copy, { note: 'copied' }));
      const standing = await this.#parts.store.get(copy.id);
      if (standing?.version === copy.version)
        return await this.#show(actor, standing, { note: 'alreadyCopied' });
    }
    return await this.#show(actor, broadcast, { refusal: 'nothingToDo' });
  }

  /** undefined: cannot be read; null: now. */
  #sendAt(date: string, time: string): number | null | undefined {
    if (date.trim() === '') return null;
    return parseLocalTime(`${date} ${time || '09:00'}`, this.#parts.rules.timeZone) ?? undefined;
  }

  async #command(
    actor: Holder,
    broadcast: Broadcast,
    command: Command,
    version: number,
    form: { readonly chosen?: DeskNotes['chosen']; readonly again?: Again } = {},
  ): Promise<BroadcastAnswer> {
    const { store, now } = this.#parts;
    const circumstances = await this.#circumstances(broadcast, command, version);
    const decision = decideCommand(broadcast, command, actor, circumstances);
    const subject = broadcast.id;
    if (!decision.ok) {
      const isUnsure =
        decision.refusal === 'noRole' && lackOf(actor, [permissionFor[command.do]]) === 'unsure';
      const refusal = isUnsure ? 'unsure' : decision.refusal;
      const detail = { action: command.do, refusal, version };
      await store.audit({ at: now(), actor: actor.id, action: 'denied', subject, detail });
      // Whoever writes over somebody else's broadcast does not get to see it.
      if (!can(actor.roles, toSee(actor, broadcast))) return this.#refuse(refusal);
      return await this.#notDone(actor, broadcast, command, refusal, form);
    }
    const { next } = decision;
    const by = basisFor(actor, permissionFor[command.do]);
    const detail = { ...auditDetail(command, next, circumstances), by };
    const entry = { at: now(), actor: actor.id, action: command.do, subject, detail };
    if (!(await store.commit(next, entry))) {
      const standing = await store.get(subject);
      return standing ? await this.#notDone(actor, standing, command, 'stale', form) : this.#refuse('gone');
    }
    return done(await this.#carryOut(actor, next, command));
  }

  async #notDone(
    actor: Holder,
    standing: Broadcast,
    command: Command,
    refusal: BroadcastRefusal,
    { chosen, again }: { readonly chosen?: DeskNotes['chosen']; readonly again?: Again },
  ): Promise<BroadcastAnswer> {
    if (!again || !('content' in command) || refusal === 'noRole' || refusal === 'unsure')
      return await this.#show(actor, standing, { refusal, chosen });
    return await this.#unsaved(actor, standing, { ...standing, ...command }, refusal, again);
  }

  async #circumstances(broadcast: Broadcast, command: Command, version: number): Promise<Circumstances> {
    const { store, ledger, rules, now, sources } = this.#parts;
    const counts = await ledger.counts(broadcast.id);
    const underWay = await this.#details.underWay(broadcast);
    const isSend = command.do === 'send' && broadcast.version === version;
    const { reachable } = isSend
      ? await countAudience(resolveAudience(broadcast.audience, sources, now()))
      : { reachable: 0 };
    return {
      rules,
      now: now(),
      version,
      releasedToday: isSend ? await store.releasedSince(broadcast.authorId, now() - dayMs) : 0,
      reachable,
      underWay,
      failed: counts.failed,
      unknown: counts.unknown,
      sent: counts.sent,
    };
  }

  async #carryOut(actor: Holder, broadcast: Broadcast, command: Command): Promise<BroadcastAnswer> {
    const { store, ledger, now, onPlanned } = this.#parts;
    const { card } = this.#visitor;
    switch (command.do) {
      case 'save':
        return await this.#show(actor, broadcast, { note: 'saved' });
      case 'delete':
        return say(
          'deleted',
          this.#parts.cards().home({ note: 'deleted' }, this.#parts.data(), this.#lang),
          true,
        );
      case 'submit':
        if (broadcast.state !== 'submitted') return await this.#show(actor, broadcast, { note: 'approved' });
        return await this.#show(actor, broadcast, {
          note: (await this.#askApprovers(broadcast, 'approvalWanted')) > 0 ? 'approvalAsked' : 'nobodyToAsk',
        });
      case 'approve':
      case 'refuse': {
        const note = command.do === 'approve' ? 'approved' : 'refused';
        await this.#tellAuthor(broadcast, note);
        return await this.#show(actor, broadcast, { note });
      }
      case 'send':
        if (card) await store.setProgress(broadcast.id, card);
        await planJobs(this.#parts, broadcast);
        return await this.#show(actor, broadcast, {
          note: broadcast.state === 'scheduled' ? 'scheduled' : 'released',
        });
      case 'unschedule':
        return await this.#show(actor, broadcast, { note: 'unscheduled' });
      case 'cancel': {
        let count = 0;
        for (const id of [broadcast.id, ...broadcast.jobs.map((job) => job.id)]) {
          const { pending, leased } = await ledger.counts(id);
          if (pending + leased > 0) count += await ledger.cancel(id, now());
        }
        return await this.#show(actor, broadcast, { note: 'cancelled', count });
      }
      case 'resend': {
        const count = await ledger.resend(broadcast.id, command.of, now());
        onPlanned();
        return await this.#show(actor, broadcast, { note: 'resent', count });
      }
      case 'letBe':
        return await this.#show(actor, broadcast, { note: 'settled' });
      case 'correct': {
        if (broadcast.correction === null) return await this.#start(actor, broadcast, 'correcting');
        const asked = await this.#askApprovers(broadcast, 'correctionWanted');
        return await this.#show(actor, broadcast, { note: asked > 0 ? 'correctionAsked' : 'nobodyToAsk' });
      }
      case 'approveCorrection': {
        const answer = await this.#start(actor, broadcast, 'correcting');
        await this.#tellAuthor(broadcast, 'correctionApproved');
        return answer;
      }
      case 'refuseCorrection':
        await this.#tellAuthor(broadcast, 'correctionRefused');
        return await this.#show(actor, broadcast, { note: 'correctionRefused' });
      case 'withdrawCorrection':
        return await this.#show(actor, broadcast, { note: 'correctionWithdrawn' });
      case 'recall':
        return await this.#start(actor, broadcast, 'recalling');
      case 'remind':
        return await this.#start(actor, broadcast, 'reminding');
    }
  }

  async #start(actor: Holder, broadcast: Broadcast, note: BroadcastNote): Promise<BroadcastAnswer> {
    await planJobs(this.#parts, broadcast);
    return await this.#show(actor, broadcast, { note });
  }

  async #tellAuthor(broadcast: Broadcast, note: BroadcastNote): Promise<void> {
    const { authorId } = broadcast;
    await this.#tell(broadcast, [authorId], note, { id: authorId, role: 'broadcaster' });
  }

  /** Returns how many were asked. */
  async #askApprovers(broadcast: Broadcast, note: 'approvalWanted' | 'correctionWanted'): Promise<number> {
    const approvers = (await this.#roles.approvers()).filter((id) => id !== broadcast.authorId);
    await this.#tell(broadcast, approvers, note, { id: '', role: 'approver' });
    return approvers.length;
  }

  /** A card of the desk to people's own chats, through the ledger as everything that is sent unasked. */
  async #tell(
    broadcast: Broadcast,
    objectIds: readonly string[],
    note: BroadcastNote,
    as: { readonly id: string; readonly role: Role },
  ): Promise<void> {
    const reader: Actor = { id: as.id, roles: new Set([as.role]) };
    const content: Content = {
      ja: await this.#details.card(broadcast, reader, { note }, 'ja'),
      en: await this.#details.card(broadcast, reader, { note }, 'en'),
    };
    await this.#notify(`${broadcast.id}-${note}-${broadcast.version}`, content, objectIds);
  }

  async #test(actor: Holder, broadcast: Broadcast): Promise<BroadcastAnswer> {
    const { render, ledger, now } = this.#parts;
    if (!can(actor.roles, 'compose')) return await this.#denied(actor, 'test', broadcast.id);
    // Pressed twice in a few seconds it is sent once, also across the border of two spans.
    const span = Math.floor(now() / testSpanMs);
    const idOf = (of: number) => `${broadcast.id}-test-${actor.id}-${of}`;
    if ((await ledger.messageState(idOf(span - 1))) === null)
      await this.#notify(idOf(span), render.post(broadcast), [actor.id]);
    return done(await this.#show(actor, broadcast, { note: 'testing' }));
  }

  async #notify(id: string, content: Content, objectIds: readonly string[]): Promise<void> {
    const { ledger, now, onPlanned } = this.#parts;
    const message: NewMessage = {
      id,
      kind: 'notice',
      action: 'post',
      priority: noticePriority,
      content,
      originalId: null,
    };
    const deliveries = objectIds.map((objectId): NewDelivery => ({
      recipientId: `person:${objectId}`,
      dueAt: now(),
      content: null,
      skip: null,
    }));
    await ledger.plan(message, deliveries, now());
    onPlanned();
  }

  async #acknowledge(id: string): Promise<BroadcastAnswer> {
    const { store, cards, data, now } = this.#parts;
    const { recipientId } = this.#visitor;
    const broadcast = await store.get(id);
    if (broadcast?.state !== 'released' || recipientId === null) return this.#refuse('gone');
    if (!broadcast.content.acknowledge) return this.#refuse('noAcknowledgement');
    const isFirst = await store.acknowledge(id, recipientId, now());
    const answer = say('acknowledged', cards().acknowledged(isFirst, data(), this.#lang), false);
    return isFirst ? done(answer) : answer;
  }
}

const testSpanMs = 3000;
/** Before broadcasts, after highlights: somebody waits for it. */
const noticePriority = 5;

const staff: readonly Permission[] = ['compose', 'approve'];

function isStaff({ roles }: Actor): boolean {
  return staff.some((permission) => can(roles, permission));
}

/** What it takes to see a broadcast. */
function toSee(actor: Actor, { authorId }: Broadcast): Permission {
  return authorId === actor.id ? 'compose' : 'approve';
}

function commandOf(command: PlainCommand): Command {
  switch (command) {
    case 'resendFailed':
      return { do: 'resend', of: 'failed' };
    case 'resendUnknown':
      return { do: 'resend', of: 'unknown' };
    case 'recall':
      return { do: 'recall', confirmed: false };
    case 'recallConfirmed':
      return { do: 'recall', confirmed: true };
    default:
      return { do: command };
  }
}

function auditDetail(
  command: Command,
  next: Broadcast,
  circumstances: Circumstances,
): Readonly<Record<string, string | number | boolean | null>> {
  const { version } = next;
  switch (command.do) {
    case 'approve':
      return { version, hash: next.approval?.hash ?? null };
    case 'send':
      return { version, sendAt: command.sendAt, recipients: circumstances.reachable };
    case 'resend':
      return {
        version,
        of: command.of,
        count: command.of === 'failed' ? circumstances.failed : circumstances.unknown,
      };
    case 'correct':
    case 'approveCorrection': {
      const content = next.correction ?? next.content;
      const hash = approvalHash({ content, audience: next.audience });
      return { version, hash, sent: circumstances.sent };
    }
    case 'recall':
    case 'remind':
      return { version, sent: circumstances.sent };
    case 'cancel':
      return { version, underWay: circumstances.underWay };
    default:
      return { version };
  }
}
