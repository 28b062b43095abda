/** Questionnaires on paper, typed by two people and compared. */
export const keying = {
  overline: 'Encuestas', heading: 'Digitar papeles',
  lead: 'Cada papel lo digitan dos personas sin ver lo que puso la otra. Si coinciden, entra como envío; si no, alguien mira el papel y decide.',
  start: 'Empezar un papel', form: 'Formulario', version: '{titulo}, versión {version}', noVersion: 'sin número', number: 'Número del papel', numberHint: 'Como está escrito arriba: letras, números y guiones.', begin: 'Digitar', none: 'Ningún formulario recibe respuestas ahora.',
  papers: 'Papeles', papersCaption: 'Papeles, primero los que esperan a alguien', noPapers: 'Todavía no se ha digitado ningún papel.',
  states: { una: 'digitado una vez', dos: 'coincide, falta enviarlo', difiere: 'hay diferencias', listo: 'listo' },
  state: 'Estado', agreement: 'Diferencias', ofFields: '{distintos} de {campos} campos', next: 'Qué sigue', second: 'Digitar por segunda vez', compare: 'Comparar', send: 'Enviar', submission: 'Envío {n}', ownSettled: 'Decidió las diferencias quien también lo había digitado.', waits: 'Espera a otra persona',
  people: 'Por persona', peopleCaption: 'Papeles y diferencias de cada persona', person: 'Persona', count: 'Papeles', per100: 'Diferencias por cada 100 campos', peopleNote: 'Una diferencia es de las dos personas: aquí no se dice quién se equivocó.',
  done: 'Guardado.',
  paper: {
    heading: 'Papel {numero}', how: 'Escriba lo que dice el papel, en su orden: el número del código, la fecha como día/mes/año, la hora como 14:30. Lo que está en blanco se deja en blanco. Con la tecla de tabulación pasa al campo siguiente.',
    codes: 'Códigos: {codigos}', several: 'Códigos separados por espacios: {codigos}',
    head: { date: 'Fecha', begun: 'Hora de inicio', ended: 'Hora de fin', enumerator: 'Encuestador (código)', withdrawal: 'Código de la tarjeta para retirarse' }, withdrawalHint: 'El que se escribió al azar en la tarjeta, de ocho signos o más. En blanco, esa persona no podrá retirarse por código.',
    look: 'Mire otra vez el papel', lookText: { one: 'Hay {n} respuesta que el formulario no espera. Corríjala o diga que así está en el papel, y guarde.', other: 'Hay {n} respuestas que el formulario no espera. Corríjalas o diga que así están en el papel, y guarde.' },
    faults: { 'tipo': 'No se entiende como fecha, hora o número.', 'opcion': 'Ese código no está entre los que hay.', 'restriccion': 'Está fuera de lo que el formulario acepta.', 'obligatoria': 'Falta, y el formulario la pide.', 'no-corresponde': 'Según las demás respuestas, no tocaba preguntarla: no entrará en el envío.', 'regla-ilegible': 'Una regla del formulario no se pudo calcular.' },
    asIs: 'Así está en el papel', more: 'Otra vez esta parte', save: 'Guardar', back: 'Volver a los papeles',
  },
  comparison: {
    heading: 'Comparar el papel {numero}', agreed: 'Coinciden {iguales} de {campos} campos.', kappa: 'Kappa de Cohen de las preguntas de un código: {valor}.', noKappa: 'No hay con qué calcular el kappa de Cohen.',
    same: 'Las dos veces dicen lo mismo: falta enviarlo.', look: 'Mire el papel y elija en cada campo lo que dice.', own: 'Usted digitó este papel: puede decidir, y quedará anotado.',
    first: 'Primera: {valor}', second: 'Segunda: {valor}', blank: 'en blanco', third: 'Otra cosa', thirdLabel: 'Lo que dice el papel en «{campo}»', save: 'Guardar y enviar',
  },
} as const;
