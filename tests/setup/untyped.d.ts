/** Two validators that ship no types; what the tests use of them. */
declare module 'jsonld' {
  const jsonld: { toRDF(document: object, options: { documentLoader: () => Promise<never> }): Promise<unknown> };
  export default jsonld;
}
declare module 'datapackage' {
  const datapackage: {
    validate(descriptor: object): Promise<{ valid: boolean; errors: Error[] }>;
    Resource: { load(descriptor: object, options: { basePath: string }): Promise<{ read(): Promise<unknown[]> }> };
  };
  export default datapackage;
}
