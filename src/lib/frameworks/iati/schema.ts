/**
 * The part of the IATI 2.03 activity schema that a plan's export uses, written anew from the published standard: the same
 * elements in the same order, the same attributes required. It admits nothing that the standard's own schema refuses, and
 * leaves out what we never write (transactions, humanitarian scope, codes of results, other namespaces), so a file that it
 * accepts is one that the standard's accepts (https://iatistandard.org/en/iati-standard/203/).
 */
const attribute = (name: string, type: string, required = false): string => `<xsd:attribute name="${name}" type="${type}"${required ? ' use="required"' : ''}/>`;

const one = (name: string, type: string, min = 1, max: number | 'unbounded' = 1): string => `<xsd:element name="${name}" type="${type}" minOccurs="${min}" maxOccurs="${max}"/>`;

/** A complex type of children in order and attributes. */
const type = (name: string, children: readonly string[], attributes: readonly string[] = []): string =>
  `<xsd:complexType name="${name}">${children.length === 0 ? '' : `<xsd:sequence>${children.join('')}</xsd:sequence>`}${attributes.join('')}</xsd:complexType>`;

const MANY = 'unbounded';

const TYPES = [
  '<xsd:simpleType name="number"><xsd:restriction base="xsd:string"><xsd:pattern value="-?[0-9]+(\\.[0-9]+)?"/></xsd:restriction></xsd:simpleType>',
  '<xsd:simpleType name="identifier"><xsd:restriction base="xsd:string"><xsd:pattern value="[^/&amp;|?]+"/></xsd:restriction></xsd:simpleType>',
  // A token's blanks are collapsed before it is measured: a text of blanks alone says nothing.
  '<xsd:simpleType name="said"><xsd:restriction base="xsd:token"><xsd:minLength value="1"/></xsd:restriction></xsd:simpleType>',
  '<xsd:complexType name="narrative"><xsd:simpleContent><xsd:extension base="said"><xsd:attribute ref="xml:lang"/></xsd:extension></xsd:simpleContent></xsd:complexType>',
  '<xsd:complexType name="money"><xsd:simpleContent><xsd:extension base="xsd:decimal"><xsd:attribute name="currency" type="xsd:string"/><xsd:attribute name="value-date" type="xsd:date" use="required"/></xsd:extension></xsd:simpleContent></xsd:complexType>',
  type('words', [one('narrative', 'narrative', 1, MANY)]),
  type('code', [], [attribute('code', 'xsd:string', true)]),
  type('day', [], [attribute('iso-date', 'xsd:date', true)]),
  type('organisation', [one('narrative', 'narrative', 0, MANY)], [attribute('ref', 'identifier', true), attribute('type', 'xsd:string', true), attribute('secondary-reporter', 'xsd:boolean')]),
  type('participant', [one('narrative', 'narrative', 0, MANY)], [attribute('ref', 'identifier'), attribute('role', 'xsd:string', true), attribute('type', 'xsd:string')]),
  type('activityDate', [one('narrative', 'narrative', 0, MANY)], [attribute('type', 'xsd:string', true), attribute('iso-date', 'xsd:date', true)]),
  type('country', [one('narrative', 'narrative', 0, MANY)], [attribute('code', 'xsd:string', true), attribute('percentage', 'xsd:decimal')]),
  type('place', [one('name', 'words', 0)], [attribute('ref', 'xsd:string')]),
  type('sector', [one('narrative', 'narrative', 0, MANY)], [attribute('vocabulary', 'xsd:string'), attribute('vocabulary-uri', 'xsd:anyURI'), attribute('code', 'xsd:string', true), attribute('percentage', 'xsd:decimal')]),
  type('budget', [one('period-start', 'day'), one('period-end', 'day'), one('value', 'money')], [attribute('type', 'xsd:string'), attribute('status', 'xsd:string')]),
  type('documentLink', [one('title', 'words'), one('description', 'words', 0), one('category', 'code', 1, MANY), one('language', 'code', 0, MANY), one('document-date', 'day', 0)], [attribute('url', 'xsd:anyURI', true), attribute('format', 'xsd:string', true)]),
  type('reference', [], [attribute('vocabulary', 'xsd:string', true), attribute('code', 'xsd:string', true), attribute('indicator-uri', 'xsd:anyURI')]),
  type('locationRef', [], [attribute('ref', 'xsd:string', true)]),
  type('dimension', [], [attribute('name', 'xsd:string', true), attribute('value', 'xsd:string', true)]),
  // The standard puts documents before the comment here, and after it on targets and actuals.
  type('baseline', [one('location', 'locationRef', 0, MANY), one('dimension', 'dimension', 0, MANY), one('document-link', 'documentLink', 0, MANY), one('comment', 'words', 0)],
    [attribute('year', 'xsd:positiveInteger', true), attribute('iso-date', 'xsd:date'), attribute('value', 'number')]),
  type('reached', [one('location', 'locationRef', 0, MANY), one('dimension', 'dimension', 0, MANY), one('comment', 'words', 0), one('document-link', 'documentLink', 0, MANY)], [attribute('value', 'number')]),
  type('period', [one('period-start', 'day'), one('period-end', 'day'), one('target', 'reached', 0, MANY), one('actual', 'reached', 0, MANY)]),
  type('indicator', [one('title', 'words'), one('description', 'words', 0), one('document-link', 'documentLink', 0, MANY), one('reference', 'reference', 0, MANY), one('baseline', 'baseline', 0, MANY), one('period', 'period', 0, MANY)],
    [attribute('measure', 'xsd:string', true), attribute('ascending', 'xsd:boolean'), attribute('aggregation-status', 'xsd:boolean')]),
  type('result', [one('title', 'words'), one('description', 'words', 0), one('document-link', 'documentLink', 0, MANY), one('indicator', 'indicator', 1, MANY)],
    [attribute('type', 'xsd:string', true), attribute('aggregation-status', 'xsd:boolean')]),
];

const ACTIVITY = [
  one('iati-identifier', 'identifier'), one('reporting-org', 'organisation'), one('title', 'words'), one('description', 'words', 1, MANY), one('participating-org', 'participant', 1, MANY),
  one('activity-status', 'code'), one('activity-date', 'activityDate', 1, MANY), one('recipient-country', 'country', 0, MANY), one('location', 'place', 0, MANY), one('sector', 'sector', 0, MANY),
  one('budget', 'budget', 0, MANY), one('document-link', 'documentLink', 0, MANY), one('result', 'result', 0, MANY),
];

/** The namespace of `xml:lang`, which a schema of its own must declare. */
export const XML_SCHEMA = `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace"><xsd:attribute name="lang" type="xsd:language"/></xsd:schema>`;

export const IATI_SCHEMA = `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"><xsd:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="xml.xsd"/>${TYPES.join('')}
<xsd:element name="iati-activities"><xsd:complexType><xsd:sequence><xsd:element name="iati-activity" maxOccurs="unbounded"><xsd:complexType><xsd:sequence>${ACTIVITY.join('')}</xsd:sequence>
<xsd:attribute ref="xml:lang"/>${attribute('default-currency', 'xsd:string')}${attribute('last-updated-datetime', 'xsd:dateTime')}${attribute('hierarchy', 'xsd:int')}</xsd:complexType></xsd:element></xsd:sequence>
<xsd:attribute name="version" use="required"><xsd:simpleType><xsd:restriction base="xsd:string"><xsd:enumeration value="2.03"/></xsd:restriction></xsd:simpleType></xsd:attribute>${attribute('generated-datetime', 'xsd:dateTime')}</xsd:complexType></xsd:element></xsd:schema>`;
