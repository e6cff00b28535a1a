/** Ascending numbers, each once, as differences of seven bits a byte. */
export class AscendingList {
  #bytes = new Uint8Array(4);
  #length = 0;
  #last = -1;
  count = 0;

  /** The largest; -1 while there is none. */
  get last(): number {
    return this.#last;
  }

  add(value: number): void {
    if (value === this.#last) return;
    let delta = value - this.#last;
    if (this.#length + 5 > this.#bytes.length) {
      const larger = new Uint8Array(Math.ceil((this.#length + 5) * 1.5));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    for (; delta > 0x7f; delta >>>= 7) this.#bytes[this.#length++] = (delta & 0x7f) | 0x80;
    this.#bytes[this.#length++] = delta;
    this.#last = value;
    this.count++;
  }

  trim(): void {
    this.#bytes = this.#bytes.slice(0, this.#length);
  }

  /** Calls back with each number until told to stop. */
  each(visit: (value: number) => boolean): void {
    const bytes = this.#bytes;
    let value = -1;
    for (let i = 0; i < this.#length;) {
      let delta = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[i++]!;
        delta |= (byte & 0x7f) << shift;
        if (byte < 0x80) break;
      }
      value += delta;
      if (visit(value)) return;
    }
  }
}
