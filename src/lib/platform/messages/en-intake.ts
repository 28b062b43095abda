/** What phones are told, and the panel of forms and enumerators. */
export const intake = {
  phone: {
    received: 'Submission received and kept.',
    again: 'This submission had been received already: it is kept.',
    part: 'Part received and kept; files are missing.',
    quarantined: 'Submission received and kept apart: it could not be read whole and somebody will look at it.',
  },
} as const;
