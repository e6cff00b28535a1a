import type { Migration } from 'kysely/migration';

/** Long files of editions and drafts are compressed from here on: no column changes, but earlier versions can't read them. */
export const packedFileMigration: Migration = {
  async up() {
    // What was written before stays as it is and is read as it is.
  },
};
