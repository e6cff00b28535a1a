import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** How large things may be, so that a reader can hold them. */
const sizes = {
  'max-lines': ['error', 400],
  'max-lines-per-function': ['error', 80],
  'max-params': ['error', 4],
  'max-len': ['error', { code: 140 }],
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'state/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Array and map look-ups that a comment or a test proves are in range read better with `!` than with dead branches.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
    },
  },
  { files: ['src/**'], rules: sizes },
  // A store is one function around its statements.
  { files: ['src/storage/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['src/cli/**', 'test/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', fetch: 'readonly' } },
  },
);
