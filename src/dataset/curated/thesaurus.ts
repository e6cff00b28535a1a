import {
  type Block,
  blockTexts,
  formatBlock,
  formatList,
  formatText,
  type LineProblem,
  listOf,
  parseBlocks,
  textOf,
  textOfBlocks,
} from './blocks.ts';
import type { ConceptWords } from './synonyms.ts';
import { ConceptHead, type Concept } from '../schema.ts';

/** Roles that are lists, in the order that a block has them. */
const NO_WORDS = {
  terms: [],
  kana: [],
  en: [],
  asks: [],
  not: [],
  broader: [],
  means: [],
  related: [],
} as const satisfies Partial<Record<keyof Concept, []>>;
type ListRole = keyof typeof NO_WORDS;
const LIST_ROLES = Object.keys(NO_WORDS) as ListRole[];
const LABEL_SEPARATOR = ' | ';

/** A concept with what only its file says. */
interface Entry {
  readonly concept: Concept;
  readonly comments: readonly string[];
}

/** The concepts of a thesaurus file, and everything that is wrong with it. */
export function parseThesaurus(text: string): { concepts: Concept[]; problems: LineProblem[] } {
  const { entries, problems } = parseEntries(text);
  return { concepts: entries.map(({ concept }) => concept), problems };
}

/** The file as it is to be written: concepts by id, words sorted, each once. Null when something is wrong with it. */
export function formatThesaurus(text: string): string | null {
  const { entries, problems } = parseEntries(text);
  if (problems.length > 0) return null;
  const sorted = [...entries].sort((a, b) => (a.concept.id < b.concept.id ? -1 : 1));
  return sorted.map(({ concept, comments }) => formatConcept(concept, comments)).join('\n');
}

/** The file with other words for those of its concepts for which `change` gives some; as it stands when it is broken. */
export function thesaurusWithWords(text: string, change: (concept: Concept) => ConceptWords | null): string {
  const { entries, problems } = parseEntries(text);
  if (problems.length > 0) return text;
  const blocks = blockTexts(text);
  let isChanged = false;
  for (const { concept, comments } of entries) {
    const words = change(concept);
    if (words === null) continue;
    const { terms, kana, en, asks } = words;
    blocks.set(concept.id, formatConcept({ ...concept, terms, kana, en, asks }, comments).trimEnd());
    isChanged = true;
  }
  return isChanged ? textOfBlocks(blocks.values()) : text;
}

/** One concept as its block. */
function formatConcept(concept: Concept, comments: readonly string[] = []): string {
  const label = concept.label.ja + LABEL_SEPARATOR + concept.label.en;
  return formatBlock({ comments, id: concept.id, label }, [
    formatText('kind', concept.kind === 'topic' ? '' : concept.kind),
    formatText('weight', concept.weight === 1 ? '' : String(concept.weight)),
    ...LIST_ROLES.map((role) => formatList(role, concept[role])),
  ]);
}

function parseEntries(text: string): { entries: Entry[]; problems: LineProblem[] } {
  const { blocks, problems } = parseBlocks(text);
  const entries = blocks.flatMap((block) => {
    const concept = parseConcept(block, problems);
    return concept === null ? [] : [{ concept, comments: block.comments }];
  });
  return { entries, problems };
}

function parseConcept(block: Block, problems: LineProblem[]): Concept | null {
  const [ja, en, ...more] = block.label.split(LABEL_SEPARATOR);
  const values: Record<string, unknown> = { id: block.id, label: { ja, en } };
  const lists: Record<string, string[]> = {};
  const found: LineProblem[] = [];
  if (more.length > 0)
    found.push({ line: block.line, message: 'has more than a label in Japanese and one in English' });
  for (const field of block.fields) {
    if (isListRole(field.role)) lists[field.role] = listOf(field, found);
    else if (field.role === 'kind') values['kind'] = textOf(field);
    else if (field.role === 'weight') values['weight'] = Number(textOf(field));
    else found.push({ line: field.line, message: `unknown role ${field.role}` });
  }
  const head = ConceptHead.safeParse(values);
  for (const { path, message } of head.error?.issues ?? []) {
    const line = block.fields.find(({ role }) => role === path[0])?.line ?? block.line;
    found.push({ line, message: `${path.join('.')}: ${message}` });
  }
  problems.push(...found.map(({ line, message }) => ({ line, message: `${block.id}: ${message}` })));
  return head.success && found.length === 0 ? { ...head.data, ...NO_WORDS, ...lists } : null;
}

function isListRole(role: string): role is ListRole {
  return Object.hasOwn(NO_WORDS, role);
}
