import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Whatever arrives is read in time that grows with its length alone: no pattern of src/ goes over it again and again. */
export default tseslint.config(
  {
    files: ['src/**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { regexp, '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: { 'regexp/no-super-linear-backtracking': 'error', 'regexp/no-super-linear-move': 'error' },
  },
  // Questions are cut to 600 characters, and most of these patterns are parts of others.
  {
    files: ['src/question/read/**', 'src/question/engine.ts', 'src/bot/talk.ts'],
    rules: { 'regexp/no-super-linear-move': 'off' },
  },
);
