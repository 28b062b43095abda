#!/usr/bin/env node
// The command line from a checkout: installs when needed, then hands over to the Node among the dependencies.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, install, node, root } from './prepare.mjs';

install();
const [command] = process.argv.slice(2);
if (command === 'serve' || command === 'bench') build();
const child = spawn(node, [join(root, 'src', 'cli', 'main.mjs'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: process.env.INIT_CWD ?? process.cwd(), env: { YUPAY_DATA: join(root, 'var'), ...withoutEmpty(process.env), YUPAY_DATA_IS_DEFAULT: process.env.YUPAY_DATA ? '' : '1' } });
// The terminal sends Ctrl-C to the child too; a signal sent to us alone is passed on. The child decides how to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 70)));

function withoutEmpty(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name, value]) => !(name === 'YUPAY_DATA' && !value)));
}
