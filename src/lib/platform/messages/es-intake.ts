/** What phones are told, and the panel of forms and enumerators. */
export const intake = {
  phone: {
    received: 'Envío recibido y guardado.',
    again: 'Este envío ya se había recibido: está guardado.',
    part: 'Parte recibida y guardada; faltan archivos.',
    quarantined: 'Envío recibido y guardado aparte: no se pudo leer entero y alguien lo revisará.',
  },
} as const;
