// Plain JavaScript for Node ≥ 20: this is what runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
export const node = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

const es = !/^en/i.test(process.env.LANG ?? '');
const say = (spanish, english) => process.stderr.write(`${es ? spanish : english}\n`);

function hashOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else if (!/\.test\.ts$/.test(path)) {
      hash.update(path.slice(root.length)).update('\0').update(readFileSync(path));
    }
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Runs npm as it runs us: the very npm that started the script, else the one on the PATH. No shell, so spaces in paths do no harm. */
function npm(args) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli && /\.c?js$/.test(cli) ? [process.execPath, [cli]] : ['npm', []];
  return spawnSync(command, [...first, ...args], { cwd: root, stdio: ['ignore', 2, 2] }).status === 0;
}

/** Installs the locked dependencies when they are not there or the lock file changed. */
export function install() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const stamp = join(modules, '.yupay-lock');
  if (read(stamp) === lock && existsSync(node)) return;
  say('Instalando lo que Yupay necesita (solo la primera vez)…', 'Installing what Yupay needs (first time only)…');
  if (!npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])) {
    say('npm no pudo instalar las dependencias: revise la conexión y repita.', 'npm could not install the dependencies: check the connection and try again.');
    process.exit(69);
  }
  writeFileSync(stamp, lock);
}

/**
 * Builds the pages when their sources changed, in a folder of their own beside those of before: a server that is running reads
 * its pages as they are asked for, and would give the wrong ones if others took their place.
 */
export function build() {
  const sources = hashOf(['src', 'static', 'vite.config.ts', 'vite.enumerator.config.ts', 'tsconfig.json', 'package-lock.json']).slice(0, 16);
  const [folder, pointer] = [join(root, 'build'), join(root, 'build', 'current')];
  const before = read(pointer);
  if (before === sources && existsSync(join(folder, sources))) return;
  say('Preparando las páginas…', 'Preparing the pages…');
  for (const config of ['vite.config.ts', 'vite.enumerator.config.ts']) {
    const result = run(['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn'], { stdio: 'pipe', encoding: 'utf8', env: { ...process.env, PAGES_OUT: join('build', sources) } });
    if (result.status !== 0) {
      process.stderr.write(`${result.stdout}\n${result.stderr}\n`);
      process.exit(result.status ?? 70);
    }
  }
  writeFileSync(pointer, sources);
  for (const name of readdirSync(folder)) if (![sources, before, 'current'].includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Runs a script of the checkout with the Node that comes among the dependencies. */
export function run(args, options = {}) {
  return spawnSync(node, args, { cwd: root, stdio: 'inherit', ...options });
}
