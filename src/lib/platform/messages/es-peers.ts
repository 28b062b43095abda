/** Part 8 of a district's page: municipalities with a similar budget. */
export const peers = {
  title: '{lugar} gastó {n} de cada 100 soles en {anio}; la municipalidad de presupuesto más cercano, {otro}, {m}.',
  kinds: { distrital: 'distritales', provincial: 'provinciales' },
  rule: 'Regla: municipalidades {tipo} con dato de {anio} y un presupuesto (PIM) entre la mitad y el doble del de {lugar}; se nombran las cinco más cercanas. Cumplen la regla {en_rango} de las {del_tipo} de las que hay dato. Parecerse en presupuesto no es parecerse en pobreza, altura o distancia.',
  caption: 'Municipalidades {tipo} con presupuesto parecido al de {lugar}, {anio}, todas las fuentes',
  head: 'Municipalidad',
  hundred: 'De cada 100 soles',
  none: 'Distritos parecidos',
  noneReason: 'Ninguna otra municipalidad del mismo tipo con dato de ese año tiene un presupuesto entre la mitad y el doble del de {lugar}; se compararía lo que no se parece.',
  noYear: 'No hay un año cerrado de presupuesto con que comparar.',
  own: 'esta',
  here: 'Entre estas, {lugar} está en el puesto {puesto} por lo gastado de cada 100 soles. Gastar más no siempre es gastar mejor.',
} as const;
