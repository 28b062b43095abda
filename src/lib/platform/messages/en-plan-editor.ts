/** Keeping a plan: its files, its tree, and asking people who do not sign in. */
export const planEditor = {
  overline: 'Panel · keeping the plan',
  back: 'Back to the plan',
  links: { heading: 'Keeping the plan', editor: 'Edit the tree and the indicators', files: 'Take or bring the plan as a file', links: 'Personal links to report' },
  begin: {
    heading: 'A new plan', lead: 'It begins empty or with the parts of its kind, to be written over. Nothing is public until it is published.', link: 'Begin a new plan',
    code: 'Code, for its address', title: 'Title', template: 'Begins as', start: 'From (YYYY-MM)', end: 'Until (YYYY-MM)', owner: 'Organisation that owns it (code)', name: 'Name of the organisation, if new', make: 'Make the plan',
    templates: { vacio: 'empty', alianza: 'plan of an alliance', ficha: 'activity sheet', mim: 'MIM programme' },
  },
  files: {
    heading: 'The plan as a file: {titulo}', lead: 'Take the plan, change it and bring it back. Before anything is kept you see, cell by cell, what would change.',
    take: 'Take', xlsx: 'Excel workbook (.xlsx)', json: 'Data as JSON (yupay-plan@1)', bring: 'Bring', file: 'File, .xlsx or .json', reason: 'Reason of the change', reasonHint: 'Needed to correct a target or a baseline: both values stay in sight.', send: 'See what would change',
    review: 'What "{archivo}" would do', nothing: 'The file says what the plan says: there is nothing to change.', refused: { one: '{n} cell cannot be taken. Nothing was kept.', other: '{n} cells cannot be taken. Nothing was kept.' },
    changes: { one: '{n} change', other: '{n} changes' }, confirm: 'Keep these changes', confirmText: 'All of it is kept, or none, just as it is seen here.', applied: 'The changes were kept.', stale: 'Somebody else changed the plan since you brought the file: bring it again to see what would change now.',
    where: 'Where', what: 'What', before: 'Now', after: 'Would be', why: 'Why', acts: { add: 'is added', change: 'changes', remove: 'is removed' }, empty: 'empty', more: { one: 'and {n} more', other: 'and {n} more' },
  },
  returned: {
    heading: 'Sheet of submission {n}: {organizacion}', lead: 'For whoever reports without an account: the sheet is sent to them, they return it filled, and the secretariat enters it, marked so.', back: 'Back to the submission',
    take: 'Send it', takeText: 'It holds the last values; only the unlocked columns are filled.', file: 'Excel sheet (.xlsx)', bring: 'Enter the one that was returned', returned: 'Returned sheet (.xlsx)', send: 'See what it would say',
    came: { enlace: 'Said by a personal link.', planilla: 'Said by a sheet, entered by the secretariat.' },
  },
  personal: {
    heading: 'Personal links: {titulo}', lead: 'Whoever holds the link reports for their organisation, in one period, without an account. What they say is marked "by personal link" and goes through the same review.',
    make: 'Make a link', makeOne: 'Make the link', organisation: 'Organisation', period: 'Period', days: 'Days that it lasts (up to 60)', noPeriods: 'The plan has no open periods.',
    made: 'The link, this once', madeText: 'Copy it now: Yupay keeps its hash alone. Whoever gets it can report; if it is lost, withdraw it and make another.', text: 'Text to send by WhatsApp or mail',
    message: 'Hello. The secretariat of "{plan}" asks {organizacion} for its progress of {periodo}. You can answer from your phone, without an account, by this link: {enlace} It lasts until {fecha}. Do not share it: whoever has it reports in your name.',
    live: 'Links in force', none: 'There are none.', until: 'until {fecha}', withdraw: 'Withdraw', withdrawOf: 'Withdraw the link of {organizacion}, {periodo}',
  },
  answering: {
    overline: 'Reporting without an account', heading: 'Your progress: {plan}', lead: '{organizacion} · {periodo}. This link lasts until {fecha}.', done: 'Received. The secretariat will review what you reported; you may close this page.', sent: 'This submission is {estado}: it is no longer changed from here.',
  },
  editor: {
    heading: 'Edit: {titulo}', lead: 'The plan’s tree, its indicators, targets and who answers for them. Each change keeps who and when; it is public once published.', done: 'Kept.',
    tree: 'Tree', empty: 'The tree is empty.', change: 'Change', addUnder: 'Add within', addUnderOf: 'Add within {nombre}', addIndicator: 'Add an indicator', addIndicatorOf: 'Add an indicator to {nombre}', addRoot: 'Add a statement at the root of the tree',
    addValue: 'Add a target or baseline', addValueOf: 'Add a target or baseline to {nombre}', addResponsible: 'Add who answers', addResponsibleOf: 'Add who answers to {nombre}', correct: 'Correct', kinds: { baseline: 'Baseline', target: 'Target' },
    moves: { arriba: 'Up', abajo: 'Down', adentro: 'In', afuera: 'Out' },
    move: 'Move', moveOf: 'Move: {nombre}', help: 'Drag "↕ Move" to take a statement before, after or into another. By keyboard, on "↕ Move": Alt+↑ and Alt+↓ change its order; Alt+→ puts it into the one before it and Alt+← takes it out. There you may also paste several lines copied from Excel or Word: they go within it, and you see them before they are kept.',
    byHand: {
      antes: 'Drop here: before "{nombre}".', dentro: 'Drop here: within "{nombre}".', despues: 'Drop here: after "{nombre}".', propio: 'Not here: a statement cannot lie within itself.', igual: 'It is there already: not moved.', fuera: 'Outside of the tree: if you drop it, it does not move.', nada: 'Nothing was moved.',
      movido: 'Moved: "{nombre}". It is now {lugar}, number {n} of {total}.', dentroDe: 'within "{nombre}"', falla: 'There was no answer: whether it moved is not known. Open the page again.',
    },
    newIn: 'New row of "{hoja}"', changeIn: 'Change a row of "{hoja}"', refused: 'Not kept: see why beside each field. What you typed is still there.', conflict: 'Somebody else changed this row while you were writing it. What stands now is beside each field: choose which one to keep.', gone: 'Somebody else removed this row while you were writing it. If you keep it, it is there again.',
    theirs: 'Now: {valor}', nothing: 'empty', reason: 'Reason of the change (needed to correct a target or a baseline)', save: 'Keep', keepMine: 'Keep mine', keepTheirs: 'Leave what stands', remove: 'Remove', cancel: 'Back to the tree',
    paste: 'Paste a list', pasteText: 'One line a statement; what lies within is indented. Cells copied from a spreadsheet do too: code and statement. You see what would be made before it is made.', within: 'Within', root: 'at the root of the tree', level: 'Level of the first lines', pasted: 'Text', pasteSee: 'See what would be made',
    computed: 'An indicator that is worked out', computedText: 'Nobody types it: its value comes from a published query, with its receipt.', which: 'Indicator', code: 'Code in the plan', addComputed: 'Add the indicator',
  },
  template: {
    heading: 'Template of the report: {titulo}', lead: 'The plan’s report is written over a Word template. Take Yupay’s, change it in Word and bring it: it is tried with this plan’s report before it is kept.',
    languages: { es: 'Spanish', en: 'English' }, own: 'The report uses this plan’s template.', ours: 'The report uses Yupay’s template.', take: 'Take Yupay’s template', file: 'Word template (.docx)', send: 'Try it and use it', drop: 'Go back to Yupay’s', link: 'Word template of the report',
  },
} as const;
