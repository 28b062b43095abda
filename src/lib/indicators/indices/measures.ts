import { prioritySql } from '#lib/treasury/programming/priorities.ts';

/** Datasets that the measures are worked out of; the first one counts the lines of an answer. */
export const MEASURE_DATASETS = ['presupuesto', 'seguimiento-inversiones', 'inversiones', 'obras', 'distritos', 'fichas-resultados', 'encuestas-resultados'] as const;

/** What each row of the measures holds, in order. A ratio has its two parts; a median has its value and how many cases. */
export const MEASURED = ['anio', 'ubigeo', 'municipalidad', 'medida', 'numerador', 'denominador', 'valor', 'error', 'casos'] as const;

const PROGRAMMED = 'list_sum([i.pmi_1, i.pmi_2, i.pmi_3, i.pmi_4])';
const FUNCTION = (name: string): string => `strip_accents(upper(trim(${name})))`;

/** Both parts as exact text: the division is done in code. */
const share = (measure: string, part: string, whole: string, from: string): string => `
  select anio, sec_ejec, '${measure}' as medida, (${part})::varchar as numerador, (${whole})::varchar as denominador, null::varchar as valor, (${whole})::bigint as casos from ${from} group by anio, sec_ejec`;
const money = (measure: string, part: string, whole: string, from: string): string => `
  select anio, sec_ejec, '${measure}' as medida, (${part})::decimal(18, 2)::varchar as numerador, (${whole})::decimal(18, 2)::varchar as denominador, null::varchar as valor, count(*) as casos from ${from} group by anio, sec_ejec`;
const median = (measure: string, value: string, from: string): string => `
  select anio, sec_ejec, '${measure}' as medida, null::varchar as numerador, null::varchar as denominador, median(${value})::decimal(18, 6)::varchar as valor, count(${value}) as casos from ${from} where ${value} is not null group by anio, sec_ejec`;

/** Of a registry of investments, of each year, the newest cut-off and each investment once. */
const newestCut = (registry: string): string => `(
  select * from (select * from {{inversiones}} where registro = '${registry}' qualify corte = max(corte) over (partition by anio))
  qualify row_number() over (partition by anio, coalesce(cui, 'snip ' || snip) order by rango desc, linea) = 1
)`;

/**
 * Every measure of every municipality under `where` (a condition over \`m.ubigeo\`), a row each. Projects are the executing
 * unit's own; a work of INFObras is of the unit that its investment names, by CUI alone.
 */
export const measuresSql = (where: string): string => `
with municipios as (
  select m.ubigeo, m.sec_ejec, m.municipalidad from {{distritos}} m where m.sec_ejec is not null and ${where}
  qualify row_number() over (partition by m.ubigeo order by m.rango desc, m.linea) = 1
), presupuestos as (
  select anio, sec_ejec, pim, devengado from {{presupuesto}} where nivel = 'municipalidad' and not coalesce(parcial, false) and pim > 0 and devengado is not null
  qualify row_number() over (partition by anio, sec_ejec order by rango desc) = 1
), proyectos as (
  select s.anio, s.sec_ejec, s.pim, s.devengado, ${prioritySql(FUNCTION('s.funcion_nombre'), 's.anio')} as prioritaria from {{seguimiento-inversiones}} s
  -- Two series may hold one year: the one of higher precedence speaks for it alone.
  qualify s.rango = max(s.rango) over (partition by s.anio)
), activas as (
  select i.anio, i.corte, i.sec_ejec, i.cui, ${prioritySql(FUNCTION('i.funcion'), 'i.anio')} as prioritaria, case when i.en_pmi then ${PROGRAMMED} end as programado, i.expediente_tecnico,
    case when i.ultima_declaracion > i.corte then null
      when i.ultima_declaracion is not null then date_diff('day', try_cast(i.ultima_declaracion as date), try_cast(i.corte as date)) <= 31
      when i.tiene_f12b = false then false end as al_dia,
    case when i.monto_viable > 0 then (i.costo_actualizado::double / i.monto_viable::double - 1) * 100 end as sobrecosto
  from ${newestCut('activas')} i
), cerradas as (
  select i.anio, i.sec_ejec, try_cast(i.fin_fisico as date) as fin, try_cast(coalesce(i.fecha_f9, i.fecha_cierre) as date) as cierre from ${newestCut('cerradas')} i
), unidades as (
  select cui, sec_ejec from {{inversiones}} where cui is not null and sec_ejec is not null qualify row_number() over (partition by cui order by corte desc, rango desc, linea) = 1
), obras_con_unidad as (
  select o.*, u.sec_ejec, try_cast(o.fecha_inicio as date) as inicio, try_cast(o.fecha_fin_programada as date) as programada, try_cast(o.fecha_fin_real as date) as final
  from {{obras}} o join unidades u on u.cui = o.cui
), obras_del_anio as (
  select * from (select * from obras_con_unidad qualify corte = max(corte) over (partition by anio)) qualify row_number() over (partition by anio, codigo_obra order by rango desc, linea) = 1
), obras_actuales as (
  select * from obras_con_unidad qualify row_number() over (partition by codigo_obra order by corte desc, rango desc, linea) = 1
), terminadas as (
  select year(final) as anio, sec_ejec, final <= programada as a_tiempo,
    case when programada > inicio and final >= inicio then (date_diff('day', inicio, final)::double / date_diff('day', inicio, programada) - 1) * 100 end as demora
  from obras_actuales where final is not null and programada is not null and final <= try_cast(corte as date)
), portales as (
  -- Two observers are never averaged: who settled them speaks, or else a single one.
  select *, clase = 'conciliada' or fichas = 1 as sola from (select *, count(*) over (partition by anio, lugar) as fichas from (
    select substr(fecha, 1, 4) as anio, lugar, ficha, clase, sum(try_cast(puntaje as decimal(18, 2))) filter (where estado = 'valor') as puntos, count(puntaje) filter (where estado = 'valor') as aplicables
    from {{fichas-resultados}} where instrumento = 'portal-transparencia' and lugar is not null group by 1, 2, 3, 4
  )) qualify row_number() over (partition by anio, lugar order by clase = 'conciliada' desc, ficha desc) = 1
), olas as (
  -- Canonical JSON: a member stands in one way only.
  select encuesta, ola, cuerpo, regexp_extract(cuerpo, '"to":"([0-9-]+)"', 1) as hasta, regexp_matches(cuerpo, '"places":\\["[0-9]{6}"\\]') as un_lugar from {{encuestas-resultados}} where clase = 'ola' and contains(cuerpo, '"sample":"probabilistica"')
), alimentan as (
  select encuesta, ola, medida, regexp_extract(cuerpo, '"index":"([^"]+)"', 1) as item from {{encuestas-resultados}} where clase = 'medida' and contains(cuerpo, '"index":"')
), encuestas as (
  -- The newest round of a year speaks for it. What a round keeps back is a gap here too.
  select substr(o.hasta, 1, 4) as anio, coalesce(r.codigo, regexp_extract(o.cuerpo, '"places":\\["([0-9]{6})"', 1)) as lugar, 'encuesta-' || a.item as medida,
    (try_cast(r.valor as decimal(18, 12)) * 100)::varchar as valor, (try_cast(r.error as decimal(18, 12)) * 100)::varchar as error, r.n as casos
  from {{encuestas-resultados}} r join olas o on o.encuesta = r.encuesta and o.ola = r.ola join alimentan a on a.encuesta = r.encuesta and a.ola = r.ola and a.medida = r.medida
  where r.clase = 'estimacion' and r.respuesta is null and ((r.ambito is null and o.un_lugar) or (contains(o.cuerpo, '"' || r.codigo || '"') and regexp_matches(r.codigo, '^[0-9]{6}$')))
  qualify row_number() over (partition by anio, lugar, a.item order by o.hasta desc, r.encuesta desc) = 1
), medidas as (
  ${[
    money('ejecucion-de-todo', 'sum(devengado)', 'sum(pim)', 'presupuestos'),
    money('ejecucion-de-inversion', 'sum(devengado)', 'sum(pim)', 'proyectos'),
    money('inversion-prioritaria', 'case when count(prioritaria) = count(*) then coalesce(sum(devengado) filter (where prioritaria), 0) end', 'sum(devengado)', 'proyectos'),
    money('cartera-prioritaria', 'case when count(prioritaria) = count(*) then coalesce(sum(programado) filter (where prioritaria), 0) end', 'sum(programado)', 'activas'),
    share('con-expediente', 'count(*) filter (where expediente_tecnico)', 'count(expediente_tecnico)', 'activas'),
    share('al-dia', 'count(*) filter (where al_dia)', 'count(al_dia)', 'activas'),
    share('paralizadas', 'count(*) filter (where paralizada)', 'count(paralizada)', `(select anio, sec_ejec, case when final is null then paralizada end as paralizada from obras_del_anio)`),
    share('obras-a-tiempo', 'count(*) filter (where a_tiempo)', 'count(*)', 'terminadas'),
    median('sobrecosto', 'sobrecosto', 'activas'),
    median('demora', 'demora', 'terminadas'),
    share('cierre-en-12-meses', `count(*) filter (where cierre <= fin + interval 12 month)`, 'count(*)', '(select * from cerradas where fin is not null and cierre is not null and cierre >= fin)'),
  ].join(' union all ')}
), todas as (
  select d.anio::varchar as anio, m.ubigeo, m.municipalidad, d.medida, d.numerador, d.denominador, d.valor, null::varchar as error, d.casos
  from medidas d join municipios m on m.sec_ejec = d.sec_ejec
  union all
  select p.anio, m.ubigeo, m.municipalidad, 'portal', case when p.sola then p.puntos::varchar end, case when p.sola then p.aplicables::varchar end, null, null, p.fichas
  from portales p join municipios m on m.ubigeo = p.lugar
  union all
  select e.anio, m.ubigeo, m.municipalidad, e.medida, null, null, e.valor, e.error, e.casos
  from encuestas e join municipios m on m.ubigeo = e.lugar
)`;
