import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { unzipSync } from 'fflate';

const CLI = join(import.meta.dirname, '../../src/cli/manifest.ts');
const APP_ID = '66666666-7777-4888-8999-aaaaaaaaaaaa';
const folder = mkdtempSync(join(tmpdir(), 'yokoten-manifest-'));
let files: Record<string, Uint8Array>;

const PAGES = ['--privacy', 'https://www.example.jp/privacy', '--terms', 'https://www.example.jp/terms'];
const GIVEN = ['--app-id', APP_ID, '--domain', 'bot.example.jp'];

const build = (...args: string[]) => {
  const out = join(folder, `${args.length}.zip`);
  execFileSync(process.execPath, [CLI, ...GIVEN, ...PAGES, '--out', out, ...args]);
  return unzipSync(readFileSync(out));
};
const json = (zip: Record<string, Uint8Array>, name: string) => JSON.parse(Buffer.from(zip[name]!).toString('utf8'));

beforeAll(() => {
  files = build();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Microsoft's own schemas, as their package ships them: draft 04, of which they use only what later drafts kept. */
function validator(version: string, name: string) {
  const require = createRequire(import.meta.url);
  const root = join(require.resolve('@microsoft/app-manifest'), '..', 'json-schemas/teams');
  const text = readFileSync(join(root, `v${version}`, `MicrosoftTeams.${name}`), 'utf8');
  const { $schema: draft, ...schema } = JSON.parse(text);
  expect(draft).toContain('draft-04');
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

test('the zip holds exactly what the manifest refers to', () => {
  const { icons, localizationInfo } = json(files, 'manifest.json');
  const named = ['manifest.json', icons.color, icons.outline, localizationInfo.additionalLanguages[0].file];
  expect(Object.keys(files).sort()).toEqual(named.sort());
});

describe('the official schema', () => {
  test('accepts the manifest', () => {
    const manifest = json(files, 'manifest.json');
    expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
    const validate = validator(manifest.manifestVersion, 'schema.json');
    expect([validate(manifest), validate.errors]).toEqual([true, null]);
  });

  test('and the English', () => {
    const { manifestVersion } = json(files, 'manifest.json');
    const validate = validator(manifestVersion, 'Localization.schema.json');
    expect([validate(json(files, 'en.json')), validate.errors]).toEqual([true, null]);
  });

  test('and would refuse what is wrong', () => {
    const manifest = json(files, 'manifest.json');
    const validate = validator(manifest.manifestVersion, 'schema.json');
    expect(validate({ ...manifest, name: { short: 'あ'.repeat(31) } })).toBe(false);
    expect(validate({ ...manifest, id: '{{appId}}' })).toBe(false);
  });
});

test('every placeholder is filled in, with what was given', () => {
  const zip = build('--developer', '引用"符', '--version', '2.3.4', '--docs', 'https://www.example.jp/bot');
  const manifest = json(zip, 'manifest.json');
  expect(JSON.stringify(manifest)).not.toContain('{{');
  expect(manifest).toMatchObject({
    id: APP_ID,
    version: '2.3.4',
    publisherDocsUrl: 'https://www.example.jp/bot',
    developer: {
      name: '引用"符',
      websiteUrl: 'https://bot.example.jp/',
      privacyUrl: 'https://www.example.jp/privacy',
      termsOfUseUrl: 'https://www.example.jp/terms',
    },
    bots: [{ botId: APP_ID }],
    composeExtensions: [{ botId: APP_ID }],
    validDomains: ['bot.example.jp'],
  });
});

test('Japanese is the default, and the English says the same things', () => {
  const manifest = json(files, 'manifest.json');
  expect(manifest.localizationInfo.defaultLanguageTag).toBe('ja');
  const texts = [
    ...['name.short', 'name.full', 'description.short', 'description.full'],
    ...manifest.bots[0].commandLists.flatMap(({ commands }: { commands: unknown[] }, list: number) =>
      commands.flatMap((_, index) =>
        ['title', 'description', 'prompt'].map((key) => `bots[0].commandLists[${list}].commands[${index}].${key}`),
      ),
    ),
    ...['title', 'description', 'parameters[0].title', 'parameters[0].description'].map(
      (key) => `composeExtensions[0].commands[0].${key}`,
    ),
  ];
  expect(Object.keys(json(files, 'en.json')).sort()).toEqual(['$schema', ...texts].sort());
});

test('what is offered to be asked is asked as it stands, in each place that it works in', () => {
  const { bots } = json(files, 'manifest.json');
  const lists: { scopes: string[]; commands: Record<string, string>[] }[] = bots[0].commandLists;
  expect(lists.flatMap(({ scopes }) => scopes).sort()).toEqual(['groupChat', 'personal', 'team']);
  const commands = lists.flatMap((list) => list.commands);
  expect(commands.filter(({ type, prompt, title }) => type !== 'prompt' || prompt !== title)).toEqual([]);
});

test('shared and private channels may have it', () => {
  expect(json(files, 'manifest.json')).toMatchObject({ supportsChannelFeatures: 'tier1' });
});

test('the bot can be added, and found, wherever it works', () => {
  const { bots, composeExtensions } = json(files, 'manifest.json');
  expect(bots[0]).toMatchObject({ scopes: ['personal', 'team', 'groupChat'], supportsFiles: true });
  expect(composeExtensions[0].commands[0]).toMatchObject({ id: 'search', type: 'query', initialRun: true });
});

describe('icons', () => {
  test('color: 192 px, without a transparent spot', () => {
    const { width, height, pixels } = decodePng(files['color.png']!);
    expect([width, height]).toEqual([192, 192]);
    expect(pixels.every(({ alpha }) => alpha === 255)).toBe(true);
  });

  test('outline: 32 px, white on nothing', () => {
    const { width, height, pixels } = decodePng(files['outline.png']!);
    expect([width, height]).toEqual([32, 32]);
    const drawn = pixels.filter(({ alpha }) => alpha > 0);
    expect(drawn.every(({ red, green, blue }) => red === 255 && green === 255 && blue === 255)).toBe(true);
    expect(drawn.length).toBeGreaterThan(100);
    expect(pixels.length - drawn.length).toBeGreaterThan(500);
    expect(drawn.some(({ alpha }) => alpha === 255)).toBe(true);
  });
});

test.each([
  [['--app-id', 'x', '--domain', 'bot.example.jp'], '--app-id'],
  [['--app-id', APP_ID], '--domain'],
  [['--app-id', APP_ID, '--domain', 'https://bot.example.jp/'], '--domain'],
  [[...GIVEN, ...PAGES, '--terms', 'http://x.jp/terms'], '--terms'],
  [GIVEN, '--privacy'],
  [[...GIVEN, ...PAGES, '--privacy', 'https://x.jp'], '--privacy'],
  [[...GIVEN, ...PAGES, '--terms', 'https://x.jp/?page=terms'], '--terms'],
  [['--nonsense'], '--nonsense'],
])('%j is refused, with the usage', (args, named) => {
  const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain(named);
  expect(stderr).toContain('npm run manifest --');
});

interface Pixel {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** 8-bit RGB or RGBA without interlacing: www.w3.org/TR/png-3 */
function decodePng(bytes: Uint8Array): { width: number; height: number; pixels: Pixel[] } {
  const file = Buffer.from(bytes);
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
      data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
    }
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const [depth, colorType, , , interlace] = file.subarray(24, 29);
  expect([depth, interlace]).toEqual([8, 0]);
  const channels = colorType === 6 ? 4 : 3;
  const rows = unfilter(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const pixels = Array.from({ length: width * height }, (_, index) => {
    const [red, green, blue, alpha = 255] = rows.subarray(index * channels, (index + 1) * channels);
    return { red: red!, green: green!, blue: blue!, alpha };
  });
  return { width, height, pixels };
}

function unfilter(raw: Buffer, stride: number, height: number, channels: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= channels ? out[at - channels]! : 0;
      const up = y > 0 ? out[at - stride]! : 0;
      const corner = x >= channels && y > 0 ? out[at - stride - channels]! : 0;
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      out[at] = raw[y * (stride + 1) + 1 + x]! + guesses[filter]!;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const distances = [left, up, corner].map((value) => Math.abs(estimate - value));
  const nearest = distances.indexOf(Math.min(...distances));
  return [left, up, corner][nearest]!;
}
