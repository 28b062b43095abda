/** Why the team takes a submission away. */
export const DESTRUCTION_REASONS = ['menor-de-edad', 'sin-consentimiento', 'pedido'] as const;
