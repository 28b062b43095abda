/** Keeping a plan: its files, its tree, and asking people who do not sign in. */
export const planEditor = {
  overline: 'Panel · plan',
  back: 'Back to the plan',
  links: { heading: 'Keeping the plan', editor: 'Edit the tree and the indicators', files: 'Take or bring the plan as a file', links: 'Personal links to report' },
  begin: {
    heading: 'A new plan', lead: 'It begins empty or with the parts of its kind, to be written over. Nothing is public until it is published.', link: 'Begin a new plan',
    code: 'Code, for its address', title: 'Title', template: 'Begins as', start: 'From (YYYY-MM)', end: 'Until (YYYY-MM)', owner: 'Organisation that owns it (code)', name: 'Name of the organisation, if new', make: 'Make the plan',
    templates: { vacio: 'empty', alianza: 'plan of an alliance', ficha: 'activity sheet', mim: 'MIM programme' },
  },
  files: {
    heading: 'The plan as a file: {titulo}', lead: 'Take the plan, change it and bring it back. Before anything is kept you see, cell by cell, what would change.',
    take: 'Take', xlsx: 'Excel (.xlsx)', json: 'JSON (yupay-plan@1)', bring: 'Bring', file: 'File, .xlsx or .json', reason: 'Reason of the change', reasonHint: 'Needed to correct a target or a baseline: both values stay in sight.', send: 'See what would change',
    review: 'What "{archivo}" would do', nothing: 'The file says what the plan says: there is nothing to change.', refused: { one: '{n} cell cannot be taken. Nothing was kept.', other: '{n} cells cannot be taken. Nothing was kept.' },
    changes: { one: '{n} change', other: '{n} changes' }, confirm: 'Keep these changes', confirmText: 'All of it is kept, or none, just as it is seen here.', applied: 'The changes were kept.', stale: 'Somebody else changed the plan since you brought the file: bring it again to see what would change now.',
    where: 'Where', what: 'What', before: 'Now', after: 'Would be', why: 'Why', acts: { add: 'is added', change: 'changes', remove: 'is removed' }, empty: 'empty', more: { one: 'and {n} more', other: 'and {n} more' },
  },
} as const;
