/** Names of questions that mean the same in every questionnaire; a form without one simply lacks what depends on it. */
export const KNOWN = {
  unit: 'upm', dwelling: 'vivienda', visit: 'visita', outcome: 'resultado', accepts: 'acepta', language: 'idioma', consentVersion: 'consentimiento_version', consentMode: 'modo_consentimiento',
  purposes: 'fines', retention: 'conservacion_dias', withdrawal: 'codigo_retiro', date: 'fecha', place: 'ubicacion', age: 'edad', begun: 'inicio', ended: 'fin',
} as const;

/** Whether a question of that name tells of the visit or of the consent, not of whoever answers; the code to withdraw with is not among them. */
export const isOfVisit = (name: string): boolean => name !== KNOWN.withdrawal && Object.values(KNOWN).some((one) => one === name);
