/** Keeping a plan: its files, its tree, and asking people who do not sign in. */
export const planEditor = {
  overline: 'Panel · plan',
  back: 'Volver al plan',
  links: { heading: 'Llevar el plan', editor: 'Editar el árbol y los indicadores', files: 'Bajar o subir el plan en un archivo', links: 'Enlaces personales para informar' },
  begin: {
    heading: 'Un plan nuevo', lead: 'Empieza vacío o con las partes de su clase, para escribir encima. Nada es público hasta que se publica.', link: 'Empezar un plan nuevo',
    code: 'Código, para su dirección', title: 'Título', template: 'Empieza como', start: 'Desde (AAAA-MM)', end: 'Hasta (AAAA-MM)', owner: 'Organización titular (código)', name: 'Nombre de la organización, si es nueva', make: 'Crear el plan',
    templates: { vacio: 'vacío', alianza: 'plan de una alianza', ficha: 'ficha de actividad', mim: 'programa de MIM' },
  },
  files: {
    heading: 'El plan en un archivo: {titulo}', lead: 'Baje el plan, cámbielo y súbalo. Antes de guardar nada verá, celda por celda, qué cambiaría.',
    take: 'Bajar', xlsx: 'Excel (.xlsx)', json: 'JSON (yupay-plan@1)', bring: 'Subir', file: 'Archivo .xlsx o .json', reason: 'Motivo del cambio', reasonHint: 'Hace falta si corrige una meta o una línea de base: los dos valores quedan a la vista.', send: 'Ver qué cambiaría',
    review: 'Qué haría «{archivo}»', nothing: 'El archivo dice lo mismo que el plan: no hay nada que cambiar.', refused: { one: 'Hay {n} celda que no se puede tomar. No se guardó nada.', other: 'Hay {n} celdas que no se pueden tomar. No se guardó nada.' },
    changes: { one: '{n} cambio', other: '{n} cambios' }, confirm: 'Guardar estos cambios', confirmText: 'Se guarda todo o nada, tal como se ve aquí.', applied: 'Los cambios se guardaron.', stale: 'Otra persona cambió el plan desde que subió el archivo: vuelva a subirlo para ver qué cambiaría ahora.',
    where: 'Dónde', what: 'Qué', before: 'Ahora', after: 'Quedaría', why: 'Por qué', acts: { add: 'se agrega', change: 'cambia', remove: 'se quita' }, empty: 'vacío', more: { one: 'y {n} más', other: 'y {n} más' },
  },
} as const;
