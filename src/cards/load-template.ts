import { createRequire } from 'node:module';
// Not the package's root: its types pull in the sources of the renderer, which our compiler settings refuse.
import type { Template } from 'adaptivecards-templating/lib/template-engine.js';
import { z } from 'zod';
import type { Json } from './button.ts';

/** A card of a version that Teams knows. */
export const TemplateFile = z.looseObject({ type: z.literal('AdaptiveCard'), version: z.literal('1.5') });
export type TemplateFile = z.infer<typeof TemplateFile>;

/** Where an element repeats for each item of one field of the model. */
const REPEATED = /^\$\{([a-z]+)\}$/;

type Fill = (model: unknown) => unknown;

/**
 * A card template, ready to be filled any number of times; building it takes about 10 ms.
 * An element that repeats for each row is a template of its own, so that a row whose model is kept is filled once:
 * evaluating a row's expressions costs more than all the rest of a card. Such an element sees its row alone.
 */
export function createTemplate(file: unknown): (model: Json) => Json {
  const parts = new Map<string, Fill>();
  const shell = newTemplate(takeParts(TemplateFile.parse(file), parts));
  return (model) => {
    const filled: Record<string, unknown> = { ...model };
    for (const [field, fill] of parts)
      filled[field] = (model[field] as readonly unknown[]).map(fill).filter((part) => part !== null);
    return shell.expand({ $root: filled }) as Json;
  };
}

/** The node with what takes the place of its repeated elements: an expression that gives the filled ones. */
function takeParts(node: unknown, parts: Map<string, Fill>): unknown {
  if (Array.isArray(node)) return node.map((item) => takePart(item, parts) ?? takeParts(item, parts));
  if (typeof node !== 'object' || node === null || '$data' in node) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, takeParts(value, parts)]));
}

function takePart(node: unknown, parts: Map<string, Fill>): string | null {
  const { $data, ...element } = (node ?? {}) as Json;
  const field = typeof $data === 'string' ? REPEATED.exec($data)?.[1] : undefined;
  if (field === undefined) return null;
  parts.set(field, createPart(element));
  return `\${${field}}`;
}

function createPart(element: Json): Fill {
  const template = newTemplate(element);
  const known = new WeakMap<object, unknown>();
  return (model) => {
    if (typeof model !== 'object' || model === null) return template.expand({ $root: model }) as unknown;
    const filled = known.get(model) ?? (template.expand({ $root: model }) as unknown);
    known.set(model, filled);
    return filled;
  };
}

let loaded: { readonly Template: typeof Template } | null = null;

/** A template of the library's, which is loaded with the first one: a start need not wait for its parser. */
function newTemplate(file: unknown): Template {
  loaded ??= createRequire(import.meta.url)('adaptivecards-templating/lib/template-engine.js') as {
    readonly Template: typeof Template;
  };
  return new loaded.Template(file);
}
