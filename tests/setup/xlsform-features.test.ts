import { describe, expect, it } from 'vitest';
import { featureLabel } from './xlsform-features.ts';
import { markdownSheets } from './xlsform-cases.ts';

const label = (text: string): string => featureLabel(markdownSheets(text));

describe('the label of a form', () => {
  it('is A for a core form with a list', () => {
    expect(label('| survey |\n| | type | name | label | relevant |\n| | select_one l | q | Q | true() |\n| choices |\n| | list_name | name | label |\n| | l | 1 | Uno |')).toBe('A');
  });

  it('is B for a language, a filter, a file or a previous answer as choices', () => {
    expect(label('| survey |\n| | type | name | label::Español (es) |\n| | text | q | Q |')).toBe('B');
    expect(label('| survey |\n| | type | name | label | choice_filter |\n| | select_one l | q | Q | true() |')).toBe('B');
    expect(label('| survey |\n| | type | name | label |\n| | select_one_from_file a.csv | q | Q |')).toBe('B');
  });

  it('is C for what a phone captures, whatever else the form uses', () => {
    expect(label('| survey |\n| | type | name | label::Español (es) |\n| | geopoint | q | Q |')).toBe('C');
  });

  it('is D for entities, aliases of headings and columns of attributes', () => {
    expect(label('| survey |\n| | type | name | label |\n| | geopoint | q | Q |\n| entities |\n| | list_name | label |\n| | e | E |')).toBe('D');
    expect(label('| survey |\n| | type | name | caption |\n| | text | q | Q |')).toBe('D');
    expect(label('| survey |\n| | type | name | label | bind::foo |\n| | text | q | Q | x |')).toBe('D');
  });
});
