/** A plan as a file of the International Aid Transparency Initiative. */
export const iati = {
  title: 'Export to IATI',
  lead: 'This plan’s results as an IATI 2.03 file, made from the same published document. What a value says beyond its number (date, qualifier, numerator and denominator, state) goes into its comment; a missing value is not written, never as zero.',
  verdict: 'What the check says',
  valid: 'The file obeys the IATI 2.03 schema and the {n} published rules that concern it.',
  faults: 'The file does not pass: {n} findings. Do not publish it as it is.',
  fault: '{regla}{linea}: {frase}',
  line: ' (line {n})',
  take: 'Take the file',
  file: 'IATI file (.xml)',
  how: 'How it was made',
  identity: 'The organisation’s identifier is “{organizacion}”. If your organisation is in the IATI registry, whoever runs this site puts there the one it was given (YUPAY_IATI_ORG).',
  mapping: 'A product is an output, an effect an outcome, an impact an impact; the rest, other. Counts, amounts and indices are units; ratios and percentages, percentage; scales, ordinal; milestones and texts, qualitative.',
} as const;
