import { createRequire } from 'node:module';
// Not the package's root: its types pull in the sources of the renderer, which our compiler settings refuse.
import type { Template } from 'adaptivecards-templating/lib/template-engine.js';

let loaded: { readonly Template: typeof Template } | null = null;

/** A template of the library's, which is loaded with the first one: a start need not wait for its parser. */
export function newTemplate(file: unknown): Template {
  loaded ??= createRequire(import.meta.url)('adaptivecards-templating/lib/template-engine.js') as {
    readonly Template: typeof Template;
  };
  return new loaded.Template(file);
}
