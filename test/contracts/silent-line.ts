import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that can fall silent, as after a failover without a word: nothing is closed, nothing comes. */
export interface SilentLine {
  /** The server's URL by this way. */
  readonly url: string;
  /** Those that are open say nothing any more; `all`: nor do new ones, until `newOnesPass`. */
  silence(all?: boolean): void;
  newOnesPass(): void;
  close(): Promise<void>;
}

/** Puts such a line before the server that `url` names. */
export async function startSilentLine(url: string): Promise<SilentLine> {
  const open = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  let isAllSilent = false;
  const server = createServer((incoming) => {
    const outgoing = connect(Number(new URL(url).port), '127.0.0.1');
    open.add(incoming);
    if (isAllSilent) silent.add(incoming);
    incoming.on('data', (chunk) => {
      if (!silent.has(incoming)) outgoing.write(chunk);
    });
    outgoing.on('data', (chunk) => {
      if (!silent.has(incoming)) incoming.write(chunk);
    });
    for (const socket of [incoming, outgoing]) socket.on('error', () => undefined);
    incoming.on('close', () => {
      open.delete(incoming);
      outgoing.destroy();
    });
    outgoing.on('close', () => incoming.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    silence(all = false) {
      isAllSilent = all;
      for (const socket of open) silent.add(socket);
    },
    newOnesPass() {
      isAllSilent = false;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
