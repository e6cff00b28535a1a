// For orchestrators that ask by a command: exit code 0 while the process answers. In JavaScript, to cost little.
const { ok } = await fetch(`http://127.0.0.1:${process.env['PORT'] ?? 3978}/healthz`).catch(() => ({
  ok: false,
}));
process.exitCode = ok ? 0 : 1;
