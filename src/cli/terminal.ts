import type { Language } from '#lib/kernel/errors.ts';
import type { Terminal } from './command.ts';

const BAR = 24;

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** `1234567` as `1.2 M`: rates are for the eye, not for the record. */
function short(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)} G`;
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} M`;
  return value >= 1e3 ? `${(value / 1e3).toFixed(1)} k` : value.toFixed(0);
}

/** The person's terminal: results on stdout, progress on stderr and only where somebody watches. */
export function openTerminal(json: boolean, language: Language, out = process.stdout, err = process.stderr): Terminal {
  let label = '';
  let started = 0;
  let drawn = false;
  const clear = () => {
    if (drawn) err.write('\r\u001b[K');
    drawn = false;
  };
  return {
    json,
    language,
    say: (line) => {
      clear();
      if (!json) out.write(`${line}\n`);
    },
    result: (value) => {
      clear();
      if (json) out.write(`${JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? v.toString() : v), 2)}\n`);
    },
    progress: (name, done, total, unit = 'B') => {
      if (!err.isTTY || total <= 0) return;
      if (name !== label) [label, started] = [name, Date.now()];
      const share = Math.min(1, done / total);
      const elapsed = (Date.now() - started) / 1_000;
      const left = share > 0.01 && elapsed > 1 ? `${language === 'es' ? 'faltan' : 'left'} ${clock((elapsed * (1 - share)) / share)}` : '';
      const rate = unit === '' || elapsed < 0.5 ? '' : `${short(done / elapsed)}${unit}/s`;
      const filled = Math.round(share * BAR);
      err.write(`\r\u001b[K${name} ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${(share * 100).toFixed(0)} % ${rate} ${left}`);
      drawn = true;
    },
    endProgress: clear,
  };
}
