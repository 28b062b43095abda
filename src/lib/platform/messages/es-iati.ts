/** A plan as a file of the International Aid Transparency Initiative. */
export const iati = {
  title: 'Exportar a IATI',
  lead: 'Los resultados de este plan como archivo IATI 2.03, hechos del mismo documento publicado. Lo que un valor dice además de su número (fecha, calificador, numerador y denominador, estado) va en su comentario; un dato que falta no se escribe, nunca como cero.',
  verdict: 'Qué dice la comprobación',
  valid: 'El archivo cumple el esquema de IATI 2.03 y las {n} reglas publicadas que le tocan.',
  faults: 'El archivo no pasa: {n} observaciones. No lo publique así.',
  fault: '{regla}{linea}: {frase}',
  line: ' (línea {n})',
  take: 'Llevarse el archivo',
  file: 'Archivo IATI (.xml)',
  how: 'Cómo se hizo',
  identity: 'El identificador de la organización es «{organizacion}». Si su organización está en el registro IATI, quien administra este sitio pone ahí el que le dieron (YUPAY_IATI_ORG).',
  mapping: 'Producto es output, efecto es outcome, impacto es impact; lo demás, other. Las cuentas, montos e índices son unit; las razones y porcentajes, percentage; las escalas, ordinal; los hitos y textos, qualitative.',
} as const;
