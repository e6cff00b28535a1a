import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whoever asks says this word. */
export const MACHINE_HEADER = 'machine';

let answers: RequestListener;
const server = createServer((request, response) => {
  answers(request, response);
});
let url: Promise<string> | null = null;

/**
 * Stands in for the endpoint of a machine with an identity, and lets the process know of it. The SDK asks the endpoint
 * that it has found first for as long as the process runs: hence one for all files of tests, whose `listener` changes.
 */
export async function beMachine(listener: RequestListener): Promise<void> {
  answers = listener;
  url ??= new Promise((resolve) => {
    server.unref().listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`);
    });
  });
  process.env['IDENTITY_ENDPOINT'] = await url;
  process.env['IDENTITY_HEADER'] = MACHINE_HEADER;
}

export function beNoMachine(): void {
  delete process.env['IDENTITY_ENDPOINT'];
  delete process.env['IDENTITY_HEADER'];
}
