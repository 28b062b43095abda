import { YupayError } from '#lib/kernel/errors.ts';

/** Who publishes on the IATI registry. */
export interface IatiIdentity {
  /** The registry's identifier of the organisation; null before it has one. */
  readonly organisation: string | null;
  /** Code of IATI's list OrganisationType, two digits. */
  readonly type: string;
}

/** Reads the settings of IATI. Throws `configuracion`. */
export function iatiSettings({ organisation, type }: { readonly organisation: string; readonly type: string }): IatiIdentity {
  if (/[/&|?\s]/.test(organisation)) throw new YupayError('configuracion', { variable: 'YUPAY_IATI_ORG', detalle: `«${organisation}» no debe llevar espacios ni los signos / & | ?` });
  if (!/^\d{2}$/.test(type)) throw new YupayError('configuracion', { variable: 'YUPAY_IATI_ORG_TYPE', detalle: `«${type}» debe ser un código de dos cifras de la lista OrganisationType` });
  return { organisation: organisation === '' ? null : organisation, type };
}
