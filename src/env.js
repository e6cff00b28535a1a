// Before the program: takes in .env where there is one, and says nothing where there is none. In JavaScript, to cost little.
import { existsSync } from 'node:fs';

if (existsSync('.env')) process.loadEnvFile('.env');
