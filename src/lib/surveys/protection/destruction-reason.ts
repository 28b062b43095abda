/** Why the team takes a submission away. */
export const DESTRUCTION_REASONS = ['menor-de-edad', 'sin-consentimiento', 'pedido'] as const;

/** Why it takes away what could not be read. */
export const DISCARD_REASONS = ['ilegible', ...DESTRUCTION_REASONS] as const;
