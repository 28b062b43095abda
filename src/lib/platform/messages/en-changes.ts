/** Creation and change of districts, as the sources tell them. */
export const changes = {
  founded: 'Created by {norma} of {fecha}, by {fuente}',
  foundedDay: 'Its founding norm is of {fecha}, by {fuente}',
  foundedWords: 'Creation: “{texto}”, by {fuente}',
  appears: 'Its municipality first appears in the budget in {fecha}: earlier years are not zero, there is no series. Source: {fuente}.',
  appearsGap: 'Its municipality first appears in the budget in {fecha} (the table of 2023 is missing, so it may have been before): earlier years are not zero, there is no series. Source: {fuente}.',
  leaves: 'Its municipality no longer appears in the budget after {fecha}: what is missing later is not zero. Source: {fuente}.',
  broken: 'The series does not mean the same before and after {fecha}: {texto}. Source: {fuente}.',
} as const;
