import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { pino } from 'pino';

/** So much waits for a reader who is slow; what is more is dropped, and counted. */
const maxWaitingBytes = 1_000_000;

/**
 * Where log lines go: standard output, by default. Whoever does not read them, has gone, or has a full disk, holds
 * nobody up: lines that find no place are dropped, and how many is the next line that finds one.
 */
export function createLogStream(fd = 1): { write(line: string): void } {
  let out: Out | null = null;
  let dropped = 0;
  return {
    write(line) {
      out ??= open(fd);
      if (out.waitingBytes() > maxWaitingBytes) {
        dropped += 1;
        return;
      }
      if (dropped > 0)
        out.write(`${JSON.stringify({ level: 40, time: Date.now(), msg: 'log lines dropped', dropped })}\n`);
      dropped = 0;
      out.write(line);
    },
  };
}

interface Out {
  write(line: string): void;
  waitingBytes(): number;
}

/** A pipe is written without waiting, which the process's own stdout would do; a file or a terminal takes all at once. */
function open(fd: number): Out {
  const kind = fstatSync(fd);
  if (!kind.isFIFO() && !kind.isSocket()) return openFile(fd);
  const socket = new Socket({ fd, readable: false, writable: true });
  // Nobody listens any more: it goes on without.
  let isGone = false;
  socket.on('error', () => {
    isGone = true;
  });
  // What is not read keeps nobody from ending.
  socket.unref();
  return {
    write: (line) => {
      if (!isGone) socket.write(line);
    },
    waitingBytes: () => (isGone ? 0 : socket.writableLength),
  };
}

function openFile(fd: number): Out {
  const file = pino.destination({ fd, sync: true, maxLength: maxWaitingBytes });
  // A full disk; it is tried again with the next line.
  file.on('error', () => undefined);
  return { write: (line) => file.write(line), waitingBytes: () => 0 };
}
