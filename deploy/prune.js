import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * `node prune.js DIR`: removes from a node_modules what Node never loads: source maps, TypeScript, documentation, and
 * builds for browsers that stand beside one for Node, what packages are tested with. Licences stay.
 */
const UNUSED_FILES = /\.(?:map|ts|mts|cts|markdown|flow|tsbuildinfo)$|^(?!licen[cs]e|notice).*\.md$/i;
const UNUSED_FOLDERS = [
  '.github',
  '_ts3.4',
  'dist/browser',
  'dist/react-native',
  'dist/workerd',
  'lib/browser',
  'dist/iife',
  'dist/umd',
  // Signing in with a browser's window: a library of its own, which nothing loads in Node.
  'msal-browser/dist',
  'msal-browser/lib',
  'bintrees/test',
  'vendors/chai',
];

const [dir = 'node_modules'] = process.argv.slice(2);
let freed = 0;
for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
  const name = path.join(entry.parentPath, entry.name);
  if (!entry.isFile()) continue;
  const unused =
    UNUSED_FILES.test(entry.name) || UNUSED_FOLDERS.some((folder) => name.includes(`/${folder}/`));
  if (!unused) continue;
  freed += statSync(name).size;
  rmSync(name);
}
console.log(`${dir}: ${Math.round(freed / 1e6)} MB that Node never loads removed`);
