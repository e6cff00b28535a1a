/** Ascending numbers, each once, as differences of seven bits a byte. */
export class AscendingList {
  #bytes = new Uint8Array(4);
  #start = 0;
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

  /** Moves lists that are complete into one array: thousands of small ones would take much more room. */
  static pack(lists: readonly AscendingList[]): void {
    const packed = new Uint8Array(lists.reduce((sum, list) => sum + list.#length, 0));
    let start = 0;
    for (const list of lists) {
      packed.set(list.#bytes.subarray(0, list.#length), start);
      list.#bytes = packed;
      list.#start = start;
      start += list.#length;
    }
  }

  /** Calls back with each number until told to stop. */
  each(visit: (value: number) => boolean): void {
    const bytes = this.#bytes;
    let value = -1;
    const end = this.#start + this.#length;
    for (let i = this.#start; i < end;) {
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
