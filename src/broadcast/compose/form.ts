import { type AudienceFields, type BroadcastFields, formLimits } from '../cards/actions.ts';
import type { BroadcastProblem } from '../cards/view.ts';
import {
  BroadcastContent,
  LinkButton,
  maxAttached,
  maxLinks,
  maxPictures,
  Picture,
} from '../decide/content.ts';
import { Audience, maxListed, type UploadRef } from '../decide/audience.ts';
import { isPictureHost } from '../decide/settings.ts';
import { parsePeople } from '../../text/csv.ts';
import { oneLine, truncate } from '../../text/markdown.ts';

type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly BroadcastProblem[] };

/** More would push the form itself out of sight. */
const maxProblems = 8;

/**
 * What was filled in, as content; every problem is listed at once. `highlightsOf` chooses the rows of a month; null:
 * there are none for it.
 */
export function readContent(
  fields: BroadcastFields,
  highlightsOf: (month: string) => NonNullable<BroadcastContent['highlights']> | null,
  pictureHosts: readonly string[] = [],
): Read<BroadcastContent> {
  const problems: BroadcastProblem[] = [];
  const version = (title: string, body: string) => {
    if (title.trim() === '' && body.trim() === '') return null;
    if (title.trim() === '' || title.trim().length > 150) problems.push({ what: 'title', number: 0 });
    if (body.trim() === '' || body.trim().length > 6000) problems.push({ what: 'body', number: 0 });
    return { title, body };
  };
  const ja = version(fields.titleJa, fields.bodyJa);
  const en = version(fields.titleEn, fields.bodyEn);
  if (!ja && !en) problems.push({ what: 'title', number: 0 }, { what: 'body', number: 0 });
  const links = readLinks(fields.links, 'link', problems);
  const pictures = readPictures(fields.pictures, pictureHosts, problems);
  const initiativeIds = choicesOf(fields.initiatives);
  if (initiativeIds.length > maxAttached) problems.push({ what: 'initiatives', number: maxAttached });
  const highlights = fields.highlights === '' ? undefined : highlightsOf(fields.highlights);
  if (highlights === null) problems.push({ what: 'highlights', number: 0 });
  const content = BroadcastContent.safeParse({
    ja,
    en,
    ...(fields.sender.trim() !== '' && { sender: fields.sender }),
    ...(fields.contact.trim() !== '' && { contact: fields.contact }),
    importance: fields.importance,
    links,
    ...(pictures.length > 0 && { pictures }),
    initiativeIds,
    ...(highlights && { highlights }),
    acknowledge: fields.acknowledge === 'true',
  });
  if (content.success && problems.length === 0) return { ok: true, value: content.data };
  const isBodyOff = content.error?.issues.some(({ path, code }) => path[1] === 'body' && code === 'custom');
  if (isBodyOff) problems.push({ what: 'bodyAddress', number: 0 });
  if (problems.length === 0) problems.push({ what: 'content', number: 0 });
  return { ok: false, problems: problems.slice(0, maxProblems) };
}

function choicesOf(list: string): readonly string[] {
  return list.split(',').filter((choice) => choice !== '');
}

/** Of each line its words and its address; a line that is none, or is one too many, is a problem by its number. */
function readLinks(
  text: string,
  what: 'link' | 'picture',
  problems: BroadcastProblem[],
): { title: string; url: string }[] {
  const lines = text
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [Link, most] = what === 'link' ? [LinkButton, maxLinks] : [PictureLine, maxPictures];
  return lines.flatMap((line, index) => {
    const link = Link.safeParse(linkIn(line));
    if (link.success && index < most) return [link.data];
    problems.push({ what, number: index + 1 });
    return [];
  });
}

/** 案内 | https://…: the address is the last word, behind the bar before it, else behind the first bar in it. */
function linkIn(line: string): { readonly title: string; readonly url: string } | null {
  const last = line.search(/(?<!\S)\S+$/);
  const before = line.slice(0, last).trimEnd();
  if (before.length > 1 && /[|｜]$/.test(before))
    return { title: before.slice(0, -1).trimEnd(), url: line.slice(last) };
  const from = Math.max(last, 1);
  const bar = line.slice(from, -1).search(/[|｜]/);
  if (bar === -1) return null;
  return { title: line.slice(0, from + bar).trimEnd(), url: line.slice(from + bar + 1) };
}

/** A picture as it is written: its words stand where a link's title does. */
const PictureLine = LinkButton.extend({ title: Picture.shape.alt });

/** Without words for what it shows a picture says nothing to whoever does not see it. */
function readPictures(
  text: string,
  hosts: readonly string[],
  problems: BroadcastProblem[],
): { alt: string; url: string }[] {
  const pictures = readLinks(text, 'picture', problems);
  const foreign = pictures.find(({ url }) => !isPictureHost(url, hosts));
  if (foreign) problems.push({ what: 'pictureHost', number: 0, name: hosts.join(', ') });
  return pictures.map(({ title, url }) => ({ alt: title, url }));
}

/** So many teams and channels can be chosen one by one: more do not fit into the form that shows them. */
const maxPlaces = 60;

const maxUploads = 20;

/** The ids of the files in the choices, to be included or excluded. */
export function chosenUploads(audience: string): readonly string[] {
  const ids = audience.split(',').flatMap((choice) => /^(?:upload|without):(.+)$/.exec(choice)?.[1] ?? []);
  return [...new Set(ids)].slice(0, maxUploads);
}

const maxLineChars = 40;

/** Which line, and what stands there: in a long list nobody counts. */
function lineProblem(what: 'listLine' | 'excludeLine', text: string, number: number): BroadcastProblem {
  const line = text.split(/\r\n|[\r\n]/)[number - 1] ?? '';
  return { what, number, name: truncate(oneLine(line), maxLineChars) };
}

/** Whom it is for, from the choices, the pasted lists, and those of the files that this person may use. */
export function readAudience(fields: AudienceFields, uploads: readonly UploadRef[]): Read<Audience> {
  const list = parsePeople(fields.list, maxListed);
  const exclude = parsePeople(fields.exclude, maxListed);
  const problems: BroadcastProblem[] = [
    ...list.problems.map(({ line }) => lineProblem('listLine', fields.list, line)),
    ...exclude.problems.map(({ line }) => lineProblem('excludeLine', fields.exclude, line)),
  ];
  // A client cuts off a longer list without a word: people would be missing.
  for (const [text, limit] of [
    [fields.list, formLimits.list],
    [fields.exclude, formLimits.exclude],
  ] as const)
    if (text.length >= limit) problems.push({ what: 'listTooLong', number: limit });
  const chosen = choicesOf(fields.audience);
  const channelIds = chosen.filter((choice) => choice.startsWith('channel:'));
  const teams = (prefix: string) =>
    chosen.filter((choice) => choice.startsWith(prefix)).map((choice) => choice.slice(prefix.length));
  const [peopleOf, channelsOf] = [teams('peopleOf:'), teams('channelsOf:')];
  const files = (prefix: string) =>
    uploads.filter(({ id }) => chosen.includes(`${prefix}${id}`)).map((upload) => ({ ...upload }));
  const excludeUploads = files('without:');
  if (chosenUploads(fields.audience).some((id) => uploads.every((upload) => upload.id !== id)))
    problems.push({ what: 'upload', number: 0 });
  const include: Audience['include'] = [
    ...files('upload:').map((upload) => ({ who: 'upload' as const, ...upload })),
    ...(chosen.includes('people') ? [{ who: 'allPeople' as const }] : []),
    ...(chosen.includes('channels') ? [{ who: 'allChannels' as const }] : []),
    ...(peopleOf.length > 0 ? [{ who: 'peopleOf' as const, teamIds: peopleOf }] : []),
    ...(channelsOf.length > 0 ? [{ who: 'channelsOf' as const, teamIds: channelsOf }] : []),
    ...(channelIds.length > 0 ? [{ who: 'channels' as const, ids: channelIds }] : []),
    ...(list.people.length > 0 ? [{ who: 'list' as const, people: [...list.people] }] : []),
  ];
  if (peopleOf.length + channelsOf.length + channelIds.length > maxPlaces)
    problems.push({ what: 'places', number: maxPlaces });
  if (include.length === 0) problems.push({ what: 'audience', number: 0 });
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, maxProblems) };
  const audience = Audience.safeParse({
    include,
    exclude: exclude.people,
    ...(chosen.includes('guests') && { guests: true }),
    ...(excludeUploads.length > 0 && { excludeUploads }),
  });
  return audience.success
    ? { ok: true, value: audience.data }
    : { ok: false, problems: [{ what: 'audience', number: 0 }] };
}
