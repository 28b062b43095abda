import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';

const SOURCES = join(import.meta.dirname, 'src/enumerator');
const BASE = '/encuestar/';

/** The worker that keeps the page on the phone names its files, so it is written once they are known. */
const keeper: Plugin = {
  name: 'keeper',
  generateBundle(_, bundle) {
    const files = Object.keys(bundle).filter((name) => !name.endsWith('.html')).map((name) => BASE + name);
    const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
    const source = readFileSync(join(SOURCES, 'keeper.js'), 'utf8').replace('__FILES__', JSON.stringify(files)).replace('__VERSION__', version);
    this.emitFile({ type: 'asset', fileName: 'guarda.js', source });
  },
};

/** The enumerator's page is built apart: it works with no server, and its engine must not weigh on any other page. */
export default defineConfig({
  root: SOURCES,
  base: BASE,
  publicDir: false,
  plugins: [svelte({ configFile: false }), keeper],
  build: { outDir: resolve(import.meta.dirname, process.env.PAGES_OUT ?? 'build/loose', 'encuestar'), emptyOutDir: true, assetsDir: 'archivos', assetsInlineLimit: 0, chunkSizeWarningLimit: 1_200 },
});
