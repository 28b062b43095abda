/** What a team downloads of a form. */
export const surveyFiles = {
  heading: 'Respuestas y libro de códigos',
  lead: 'Solo las respuestas aprobadas, sin nada que señale a una persona: los nombres, teléfonos, lugares exactos y archivos quedan sellados. No las comparta fuera del equipo.',
  approved: { one: '{n} envío aprobado', other: '{n} envíos aprobados' },
  language: 'Idioma de las etiquetas: {idioma}', noLanguage: 'sin nombre',
  answers: 'Respuestas', interviews: 'Entrevistas', repeat: 'Repetición {nombre}',
  formats: { codes: 'CSV con códigos', words: 'CSV con etiquetas', xlsx: 'Excel: códigos, etiquetas y libro', sps: 'Sintaxis de SPSS', stata: 'Sintaxis de Stata' },
  syntaxHint: 'La sintaxis de SPSS o de Stata abre el CSV con códigos, que va en la misma carpeta, y le pone las etiquetas.',
  codebook: 'Libro de códigos', codebookCsv: 'Libro en CSV', codebookXlsx: 'Libro en Excel',
  listed: 'Qué pregunta cada variable', variable: 'Variable', question: 'Pregunta', kind: 'Tipo', codes: 'Códigos', none: 'Ninguna pregunta de este formulario puede salir del sello.',
  geojson: 'Mapa de municipalidades (GeoJSON)', odata: 'OData para Excel y Power BI',
  all: 'Todos los formularios',
  link: 'Respuestas, libro de códigos y papel',
} as const;
