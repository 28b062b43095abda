import { readdirSync, readFileSync } from 'node:fs';

const statusOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    // Not Linux, or just ended.
    return '';
  }
};

const field = (status: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);

/** Peak resident memory of a process so far, bytes; 0 where the system does not tell. */
const peakOf = (pid: number): number => field(statusOf(pid), 'VmHWM') * 1024;

const commandOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

/** Running processes that a process started with a command that holds these words. */
function childrenOf(pid: number, words: string): number[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandOf(name).includes(words)).map(Number).filter((other) => field(statusOf(other), 'PPid') === pid);
  } catch {
    return [];
  }
}

export interface Peaks {
  /** Of the process itself, bytes. */
  own: number;
  /** Of the largest of the processes named among those that it started. */
  child: number;
}

/** Watches a process, and those that it starts with a command that holds `words`, until `stop` is called; gives the peaks seen. */
export function watchMemory(pid: number, words: string | null = null): { readonly stop: () => Peaks } {
  const peaks: Peaks = { own: 0, child: 0 };
  const watch = setInterval(() => {
    peaks.own = Math.max(peaks.own, peakOf(pid));
    for (const child of words === null ? [] : childrenOf(pid, words)) peaks.child = Math.max(peaks.child, peakOf(child));
  }, 100);
  return {
    stop: () => {
      clearInterval(watch);
      return peaks;
    },
  };
}
