// The entry of the command line. Compiled modules are kept between runs, which halves the start of every command; it is itself
// plain JavaScript, since what strips types costs more to load than all that this does.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/yupay', import.meta.url)));
const { main } = await import('./run.ts');
process.exitCode = await main(process.argv.slice(2), process.env);
