// The API reference: every public symbol of every entry, none without its words.
import manifest from './package.json' with { type: 'json' };

export default {
  name: manifest.name,
  entryPoints: Object.values(manifest.exports),
  tsconfig: 'tsconfig.types.json',
  out: '../../dist/docs',
  readme: 'README.md',
  excludeInternal: true,
  excludePrivate: true,
  excludeProtected: true,
  excludeExternals: true,
  hideGenerator: true,
  githubPages: false,
  disableSources: true,
  treatWarningsAsErrors: true,
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  // The protocol's types are part of the API, wherever they stand.
  packagesRequiringDocumentation: [manifest.name, '@parley/protocol'],
};
