import { EXIT, YupayError } from '#lib/kernel/errors.ts';
import { dropStale, purgeParts } from '#lib/publishing/review/office.ts';
import { finishForgetting } from '#lib/surveys/protection/forget.ts';
import { purge, purgeable } from '#lib/surveys/protection/purge.ts';
import { flag, type Command } from '../command.ts';

export const PURGE: Command = {
  name: 'purge',
  usage: 'purge',
  es: 'Destruye lo personal de los envíos cuyo plazo venció',
  en: 'Destroys what is personal in submissions whose time is up',
  options: [{ name: 'ensayo', alias: 'dry-run', type: 'boolean', es: 'Solo dice cuántos vencieron', en: 'Only tells how many are due' }],
  exits: [[EXIT.io, 'la base de datos no abrió', 'the database did not open']],
  run: async (context) => {
    if (context.arguments.length > 0) throw new YupayError('uso', { detalle: 'purge no toma argumentos' });
    const application = await context.application();
    const [es, trial, now] = [context.terminal.language === 'es', flag(context.options, 'ensayo'), application.loads.clock()];
    if (!trial) await finishForgetting(application);
    const found = trial ? await purgeable(purgeParts(application), now) : await purge(purgeParts(application), now, context.signal);
    if (found === null) throw new YupayError('ocupado', { segundos: '60' });
    if (!trial) await dropStale(application);
    const { submissions, quarantined } = found;
    if (es) context.terminal.say(trial ? `Vencieron ${submissions} envíos y ${quarantined} en cuarentena; no se destruyó nada.` : `✓ Destruido lo personal de ${submissions} envíos y de ${quarantined} en cuarentena; sus respuestas sin identidad quedan.`);
    else context.terminal.say(trial ? `${submissions} submissions and ${quarantined} in quarantine are due; nothing was destroyed.` : `✓ Destroyed what is personal in ${submissions} submissions and ${quarantined} in quarantine; their answers without identity stay.`);
    context.terminal.result({ dryRun: trial, submissions, quarantined });
    return EXIT.ok;
  },
};
