/** A hash (FNV-1a) grows from this, character by character. */
export const HASH_OF_NOTHING = 0x811c9dc5;
export const mixed = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);
