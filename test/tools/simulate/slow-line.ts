import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that every answer takes `roundTripMs` longer on. */
export interface SlowLine {
  /** The server's URL by this way. */
  readonly url: string;
  close(): void;
}

/** Puts such a line before the server that `url` names. */
export async function startSlowLine(url: string, roundTripMs: number): Promise<SlowLine> {
  const target = new URL(url);
  const server = createServer({ noDelay: true }, (incoming) => {
    const outgoing = connect({ port: Number(target.port), host: target.hostname, noDelay: true });
    delay(incoming, outgoing, roundTripMs / 2);
    delay(outgoing, incoming, roundTripMs / 2);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return { url: through.href, close: () => server.close() };
}

/** In order: timers of one length fire in the order in which they were set. */
function delay(from: Socket, to: Socket, ms: number): void {
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), ms));
  from.on('close', () => setTimeout(() => to.destroy(), ms));
  from.on('error', () => to.destroy());
}
