/** A set of published rows as programs read it. */
export interface EntityType {
  /** Name of the set in the address; its type has the same in the singular. */
  readonly set: string;
  readonly type: string;
  readonly keys: readonly string[];
  readonly properties: readonly EntityProperty[];
}

export interface EntityProperty {
  readonly name: string;
  readonly type: 'Edm.String' | 'Edm.Int64' | 'Edm.Double';
}

const texts = (...names: string[]): EntityProperty[] => names.map((name) => ({ name, type: 'Edm.String' }));
const wholes = (...names: string[]): EntityProperty[] => names.map((name) => ({ name, type: 'Edm.Int64' }));
const numbers = (...names: string[]): EntityProperty[] => names.map((name) => ({ name, type: 'Edm.Double' }));

/** Address of the receipt of each row, and its code. */
const PROOF = texts('recibo', 'comprobacion');

/** Published rounds. Columns are those of the query `encuestas`. */
export const ROUNDS: EntityType = {
  set: 'Olas', type: 'Ola', keys: ['encuesta', 'ola'],
  properties: [...texts('encuesta', 'ola', 'titulo', 'titulo_en', 'tipo', 'instrumento', 'version', 'desde', 'hasta', 'publicada', 'anterior', 'muestra', 'lugares', 'calibracion'), ...wholes('entrevistas', 'medidas'), ...numbers('respuesta_minima', 'respuesta_probable', 'efecto_pesos', 'entrevistas_efectivas'), ...PROOF],
};

/** Published estimates. Columns are those of the query `encuesta-estimaciones`, with the round's; what is kept back is null, and `reservado` says why. */
export const ESTIMATES: EntityType = {
  set: 'Estimaciones', type: 'Estimacion', keys: ['encuesta', 'ola', 'fila'],
  properties: [
    ...texts('encuesta', 'ola'), ...wholes('fila'), ...texts('medida', 'titulo', 'titulo_en', 'tipo', 'dimension', 'servicio', 'servicio_es', 'servicio_en', 'proveedor', 'base', 'base_en', 'ambito', 'ambito_es', 'ambito_en', 'codigo', 'codigo_es', 'codigo_en', 'respuesta', 'respuesta_es'),
    ...wholes('n', 'preguntados'), ...numbers('valor', 'error', 'bajo', 'alto', 'gl', 'efecto'), ...texts('avisos', 'reservado'), ...PROOF,
  ],
};

export const ENTITY_TYPES: readonly EntityType[] = [ROUNDS, ESTIMATES];

const NAMESPACE = 'Yupay';

const typeXml = ({ type, keys, properties }: EntityType): string =>
  `<EntityType Name="${type}"><Key>${keys.map((name) => `<PropertyRef Name="${name}"/>`).join('')}</Key>${properties.map(({ name, type: own }) => `<Property Name="${name}" Type="${own}" Nullable="${keys.includes(name) ? 'false' : 'true'}"/>`).join('')}</EntityType>`;

/** The description of every set (CSDL, OData 4.0). */
export const METADATA = `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0"><edmx:DataServices><Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="${NAMESPACE}">${ENTITY_TYPES.map(typeXml).join('')}<EntityContainer Name="Encuestas">${ENTITY_TYPES.map(({ set, type }) => `<EntitySet Name="${set}" EntityType="${NAMESPACE}.${type}"/>`).join('')}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>
`;
