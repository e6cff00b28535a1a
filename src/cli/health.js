// For orchestrators that ask by a command: exit code 0 while the process answers. In JavaScript, to cost little.
const { ADMIN_HOST = '127.0.0.1', ADMIN_PORT, PORT = 3978 } = process.env;
const host = ADMIN_HOST === '0.0.0.0' ? '127.0.0.1' : ADMIN_HOST;
const port = ADMIN_PORT ? ADMIN_PORT : Number(PORT) + 1;
const { ok } = await fetch(`http://${host}:${port}/healthz`).catch(() => ({
  ok: false,
}));
process.exitCode = ok ? 0 : 1;
