export interface Words {
  readonly es: string;
  readonly en: string;
}

/** Who pays whom, as a neighbour would say it. */
export const PARTIES = {
  empresas: { es: 'Empresas mineras', en: 'Mining companies' },
  tesoro: { es: 'Tesoro público (MEF)', en: 'Public treasury (MEF)' },
  impuesto: { es: 'el impuesto a la renta de las mineras', en: 'the income tax of mining companies' },
  canon: { es: 'el canon minero', en: 'the mining canon' },
  productor: { es: 'Parte de los distritos productores', en: 'Part of the producing districts' },
  provincia: { es: 'Parte de las municipalidades de la provincia productora', en: 'Part of the municipalities of the producing province' },
  departamento: { es: 'Parte de las municipalidades del departamento', en: 'Part of the municipalities of the department' },
  region: { es: 'la parte del gobierno regional', en: 'the regional government’s part' },
  decima: { es: 'la décima parte que toca al distrito productor', en: 'the producing district’s tenth' },
  comunidades: { es: 'Comunidades donde se explota el recurso, para inversión productiva', en: 'Communities where the resource is exploited, for productive investment' },
  universidades: { es: 'Universidades públicas del departamento, para investigación', en: 'Public universities of the department, for research' },
  regalia: { es: 'la regalía minera', en: 'the mining royalty' },
  distritos: { es: 'Municipalidades de los distritos donde se explota', en: 'Municipalities of the districts of exploitation' },
  parteDistrito: { es: 'la parte de los distritos', en: 'the districts’ part' },
  municipiosProvincia: { es: 'Municipalidades de la provincia', en: 'Municipalities of the province' },
  municipiosDepartamento: { es: 'Municipalidades del departamento', en: 'Municipalities of the department' },
} as const satisfies Record<string, Words>;

/** Why a step has no amount. */
export const REASONS = {
  impuesto: { es: 'No tenemos aquí el impuesto que pagó cada empresa.', en: 'We do not hold here the tax that each company paid.' },
  sinFila: { es: 'La tabla de canon minero no trae un monto de este distrito para este año.', en: 'The mining canon table holds no amount of this district for this year.' },
  sinMonto: { es: 'Sin el monto recibido no hay qué repartir.', en: 'Without the amount received there is nothing to split.' },
  sinIndice: { es: 'El monto publicado junta las tres partes; para separarlas hacen falta el índice del MEF y la población y las necesidades básicas de cada distrito del departamento.', en: 'The published amount holds the three parts together; to separate them takes MEF’s index and the population and basic needs of every district of the department.' },
  sinRegion: { es: 'No se ha cargado lo que recibió el gobierno regional.', en: 'What the regional government received has not been loaded.' },
  sinDecima: { es: 'Es el 30 % de la décima parte del distrito, que no se puede separar del monto publicado.', en: 'It is 30 % of the district’s tenth, which cannot be separated from the published amount.' },
  sinRegalia: { es: 'No se ha cargado ningún archivo de regalías.', en: 'No royalty file has been loaded.' },
} as const satisfies Record<string, Words>;

/** Said wherever the law makes somebody pass money on and nothing here shows that it was. */
export const NO_PROOF: Words = {
  es: 'No tenemos constancia de la entrega.',
  en: 'No proof of delivery is held.',
};
