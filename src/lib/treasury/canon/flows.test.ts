import { describe, expect, it } from 'vitest';
import { centimos } from '#lib/kernel/money.ts';
import { ubigeo } from '#lib/kernel/ubigeo.ts';
import { inForce } from '../law/parameters.ts';
import { explainIndices } from './explain.ts';
import { flowsOf, royaltyFlowsOf, type FlowFacts } from './flows.ts';
import { refuseAbsentDistrict, refuseCanonExecution, refusePartialBesideWhole, refuseRubro18AsCanon, refuseTerritoryTotal } from './refusals.ts';
import { taxYearsOf } from './tax-years.ts';

const torata = { ubigeo: ubigeo('180106')!, municipality: 'Municipalidad Distrital de Torata', department: 'Moquegua' };
const facts: FlowFacts = { year: 2015, canon: centimos('30591944.00'), canonReason: null, producing: true, explained: null, region: null };
const line = (flows: ReturnType<typeof flowsOf>, id: string) => flows.lines.find((l) => l.id === id);

describe('the flows of the canon around a district', () => {
  it('gives what was received as published and refuses to split it without the index', () => {
    const flows = flowsOf(torata, facts);
    expect(line(flows, 'recibido')).toMatchObject({ amount: 3059194400n, basis: 'publicado', reason: null });
    for (const id of ['productor', 'provincia', 'departamento']) {
      expect(line(flows, id)).toMatchObject({ amount: null, basis: null });
      expect(line(flows, id)!.reason!.es).toContain('índice');
    }
  });

  it('names norm, article and share of each step', () => {
    const flows = flowsOf(torata, facts);
    expect(line(flows, 'canon')).toMatchObject({ share: '0.50' });
    expect(line(flows, 'productor')).toMatchObject({ share: '0.10', article: 'art. 5.2', norm: 'Ley 27506, modificada por las Leyes 28077 y 28322' });
    expect(line(flows, 'region')).toMatchObject({ share: '0.25', amount: null });
  });

  it('shows the 30 % of communities and the fifth of universities, with no proof of delivery', () => {
    const flows = flowsOf(torata, { ...facts, region: 1_000_00n });
    expect(line(flows, 'comunidades')).toMatchObject({ share: '0.30', amount: null, delivery: { es: 'No tenemos constancia de la entrega.', en: 'No proof of delivery is held.' } });
    expect(line(flows, 'universidades')).toMatchObject({ share: '0.20', amount: 200_00n, basis: 'explicado', delivery: { en: 'No proof of delivery is held.' } });
  });

  it('separates the parts when the index is explained, and they add to what was received', () => {
    const districts = [
      { id: '180106', province: '1801', population: '5874', nbiPercent: '30' },
      { id: '180101', province: '1801', population: '60000', nbiPercent: '20' },
      { id: '180301', province: '1803', population: '60000', nbiPercent: '15' },
    ];
    const explanation = explainIndices({ districts, producing: ['180106'], shares: inForce('canon-minero.reparto', '2015-12-31')!.value });
    const flows = flowsOf(torata, { ...facts, explained: explanation.districts[0]! });
    const parts = ['productor', 'provincia', 'departamento'].map((id) => line(flows, id)!);
    expect(parts.reduce((sum, part) => sum + part.amount!, 0n)).toBe(facts.canon);
    expect(parts.every((part) => part.basis === 'explicado')).toBe(true);
    expect(line(flows, 'comunidades')!.amount).toBe((parts[0]!.amount! * 3n + 5n) / 10n);
  });

  it('gives no tenth and no communities to a district that does not produce', () => {
    const flows = flowsOf(torata, { ...facts, producing: false });
    expect(line(flows, 'productor')).toBeUndefined();
    expect(line(flows, 'comunidades')).toBeUndefined();
  });

  it('says why there is no amount, and never puts a zero', () => {
    const flows = flowsOf(torata, { ...facts, canon: null, canonReason: { es: 'En blanco en la tabla.', en: 'Blank in the table.' } });
    expect(line(flows, 'recibido')).toMatchObject({ amount: null, reason: { es: 'En blanco en la tabla.' } });
    expect(flows.lines.every((l) => (l.amount === null) === (l.reason !== null))).toBe(true);
  });

  it('lists the royalty’s steps with shares that add to one, communities inside the district’s', () => {
    const lines = royaltyFlowsOf(torata, 2015);
    const sum = lines.filter((l) => l.id !== 'regalia-comunidades').reduce((total, l) => total + Number(l.share) * 100, 0);
    expect(sum).toBe(100);
    expect(lines.every((l) => l.amount === null && l.reason !== null)).toBe(true);
    expect(royaltyFlowsOf(torata, 1999)).toEqual([]);
  });
});

describe('the year of the tax', () => {
  it('is the year before the transfer since 2007', () => {
    expect(taxYearsOf(2015)).toMatchObject({ mode: 'pago-anual', certeza: 'V', parts: [{ taxYear: 2014 }] });
  });

  it('straddles two tax years in the time of instalments, marked as believed', () => {
    expect(taxYearsOf(2005)).toMatchObject({ mode: 'cuotas', certeza: 'B', parts: [{ taxYear: 2003, months: [1, 6] }, { taxYear: 2004, months: [7, 12] }] });
  });

  it('warns of the change of 2007 and of the advance of 2019', () => {
    expect(taxYearsOf(2007).es).toContain('cambió la forma de pago');
    expect(taxYearsOf(2019).es).toContain('adelanto');
    expect(taxYearsOf(2018).es).not.toContain('adelanto');
  });
});

describe('what is refused', () => {
  it('refuses the execution of canon minero unless that very year’s catalogue of resource types is loaded', () => {
    expect(refuseCanonExecution({ hasTipoRecurso: false, catalogueYear: null, year: 2015 })?.rule).toBe('ejecucion-de-canon');
    expect(refuseCanonExecution({ hasTipoRecurso: true, catalogueYear: 2013, year: 2015 })?.rule).toBe('ejecucion-de-canon');
    expect(refuseCanonExecution({ hasTipoRecurso: true, catalogueYear: 2015, year: 2015 })).toBeNull();
  });

  it('refuses a year under way beside whole ones, and lets the same months be compared', () => {
    const whole = { year: 2022, partial: false, throughMonth: 12 };
    const march = (year: number) => ({ year, partial: true, throughMonth: 3 });
    expect(refusePartialBesideWhole([whole, march(2025)])?.es).toContain('2025');
    expect(refusePartialBesideWhole([march(2024), march(2025)])).toBeNull();
    expect(refusePartialBesideWhole([march(2024), { year: 2025, partial: true, throughMonth: null }])?.rule).toBe('anio-parcial');
    expect(refusePartialBesideWhole([whole])).toBeNull();
  });

  it('refuses rubro 18 in the place of canon minero, and only there', () => {
    expect(refuseRubro18AsCanon('canon-minero', 'rubro-18')?.rule).toBe('rubro18-no-es-canon');
    expect(refuseRubro18AsCanon('rubro-18', 'rubro-18')).toBeNull();
  });

  it('refuses a department’s total from the table of 110 districts', () => {
    expect(refuseTerritoryTotal('departamento', 5, 21)?.es).toContain('5 de los 21');
    expect(refuseTerritoryTotal('distrito', 1, 1)).toBeNull();
  });

  it('says of a district outside the table that it has no data, not that it received zero', () => {
    expect(refuseAbsentDistrict('Los Baños del Inca', false)?.es).toContain('No quiere decir que recibió cero');
    expect(refuseAbsentDistrict('Torata', true)).toBeNull();
  });
});
