import { loadCardKit } from '../../src/cards/load.ts';

/** The templates and texts of cards/, in Tokyo's time: loaded once for all files of tests that one process runs. */
export const kit = loadCardKit();
