/** Creation and change of districts, as the sources tell them. */
export const changes = {
  founded: 'Creado por {norma} del {fecha}, según {fuente}',
  foundedDay: 'Su norma de creación es del {fecha}, según {fuente}',
  foundedWords: 'Creación: «{texto}», según {fuente}',
  appears: 'Su municipalidad aparece por primera vez en el presupuesto en {fecha}: los años anteriores no son cero, no hay serie. Fuente: {fuente}.',
  appearsGap: 'Su municipalidad aparece por primera vez en el presupuesto en {fecha} (la tabla de 2023 falta, así que pudo ser antes): los años anteriores no son cero, no hay serie. Fuente: {fuente}.',
  leaves: 'Su municipalidad deja de aparecer en el presupuesto después de {fecha}: lo que falta luego no es cero. Fuente: {fuente}.',
  broken: 'La serie no significa lo mismo antes y después de {fecha}: {texto}. Fuente: {fuente}.',
} as const;
