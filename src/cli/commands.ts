import type { Command } from './command.ts';
import { BACKUP } from './commands/backup.ts';
import { BENCH } from './commands/bench.ts';
import { DOCTOR } from './commands/doctor.ts';
import { IMPORT } from './commands/import.ts';
import { RESTORE } from './commands/restore.ts';
import { SERVE } from './commands/serve.ts';
import { VERIFY } from './commands/verify.ts';

export const COMMANDS: readonly Command[] = [SERVE, IMPORT, VERIFY, DOCTOR, BACKUP, RESTORE, BENCH];
