import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { z } from 'zod';
import { checkOptions, readArguments } from './usage.ts';

const USAGE = `npm run manifest -- --app-id ID --domain HOST [options]

Writes the app package that a Teams administrator uploads.

  --app-id ID       the bot's Microsoft app id (MicrosoftAppId)
  --domain HOST     where the bot is reached, without https://
  --out FILE        default: yokoten.zip
  --version X.Y.Z   raise it for each upload; default: that of manifest/manifest.json
  --developer NAME  who runs the bot, at most 32 characters; default: Yokoten
  --privacy URL     your page on what is stored about people, and for how long (docs/privacy.ja.md is a draft of it)
  --terms URL       your page of terms of use (docs/terms.ja.md)
  --website URL     default: https://HOST/
  --docs URL        what administrators should read; shown in the Teams admin centre`;

const Url = z.url({ protocol: /^https$/ });

/** People look for an answer there; a home page has none. */
const PageUrl = Url.refine(
  (url) => new URL(url).pathname !== '/',
  'expected a page of its own, not a home page',
);

const Arguments = z.object({
  'app-id': z.guid(),
  domain: z
    .string()
    .regex(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'expected a host name, without https:// and path'),
  out: z.string().default('yokoten.zip'),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'expected X.Y.Z')
    .optional(),
  developer: z.string().min(1).max(32).default('Yokoten'),
  website: Url.optional(),
  privacy: PageUrl,
  terms: PageUrl,
  docs: Url.optional(),
});

const FOLDER = join(import.meta.dirname, '../../manifest');

/** Names in the zip, which the manifest refers to, and where they lie here. */
const FILES = { 'en.json': 'en.json', 'color.png': 'icons/color.png', 'outline.png': 'icons/outline.png' };

function argumentsGiven(): z.infer<typeof Arguments> {
  const string = { type: 'string' } as const;
  const names = ['app-id', 'domain', 'out', 'version', 'developer', 'website', 'privacy', 'terms', 'docs'];
  const options = Object.fromEntries(names.map((name) => [name, string]));
  return checkOptions(USAGE, Arguments, readArguments(USAGE, { options }).values);
}

/** The manifest with its placeholders filled in; values are put into JSON strings as JSON. */
function fillManifest(
  values: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>>,
): string {
  const template = readFileSync(join(FOLDER, 'manifest.json'), 'utf8');
  const filled = template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
    JSON.stringify(values[name]).slice(1, -1),
  );
  return JSON.stringify({ ...(JSON.parse(filled) as object), ...settings }, null, 2);
}

const { 'app-id': appId, domain, out, version, developer, ...urls } = argumentsGiven();
const { website = `https://${domain}/`, privacy, terms, docs } = urls;
const manifest = fillManifest(
  { appId, domain, developer, website, privacy, terms },
  { ...(version !== undefined && { version }), ...(docs !== undefined && { publisherDocsUrl: docs }) },
);
const files = Object.fromEntries(
  Object.entries(FILES).map(([name, path]) => [name, new Uint8Array(readFileSync(join(FOLDER, path)))]),
);
writeFileSync(out, zipSync({ 'manifest.json': new TextEncoder().encode(manifest), ...files }));
console.log(`${out}: upload it in the Teams admin centre (Manage apps) or in Teams (Apps, Manage your apps)`);
