import { Writable } from 'node:stream';

/** A stream that hands on what is written to it, piece by piece: lines of a log, what a command says. */
export const writesTo = (take: (text: string) => void): Writable =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      take(chunk.toString('utf8'));
      done();
    },
  });
