// The one-way streets of the house. A broken rule fails the build; see ARCHITECTURE.md.
const feature = (name) => `^apps/server/src/${name}/`;

/** Modules in `from` must not import from `to`. */
const never = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: to },
});

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'no import cycles, types counted',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'a file nobody imports is dead code',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '\\.spec\\.ts$',
          '^scripts/',
          '^examples/',
          '^test/',
          '(^|/)[^/]+\\.config\\.(m?[jt]s)$',
          '\\.worker\\.ts$',
          '^apps/web/public/',
        ],
      },
      to: {},
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    never(
      'protocol-is-the-ground',
      '^libs/protocol/',
      '^(apps|test|scripts|libs/(?!protocol/))',
      'protocol imports nothing of the house',
    ),
    never(
      'protocol-entry-1-is-browser-safe',
      '^libs/protocol/src/(?!dto/)',
      '^libs/protocol/src/dto/|node_modules',
      'types, names, codes and limits carry no library',
    ),
    never(
      'call-rules-on-protocol-alone',
      '^libs/call-rules/',
      '^(apps|test|scripts|libs/(?!protocol/|call-rules/))',
      'pure rules',
    ),
    never(
      'storage-below-server',
      '^libs/storage/',
      '^(apps|test|scripts|libs/(client|call-view)/)',
      'protocol <- call-rules <- storage <- server',
    ),
    never(
      'client-on-protocol-alone',
      '^libs/client/',
      '^(apps|scripts|libs/(call-rules|call-view|storage)/|libs/protocol/src/dto/)',
      'protocol <- client <- call-view <- web, element',
    ),
    never(
      'call-view-on-client-alone',
      '^libs/call-view/',
      '^(apps|test|scripts|libs/(call-rules|storage|protocol)/)',
      'protocol <- client <- call-view <- web, element',
    ),
    never(
      'element-on-client-and-call-view-alone',
      '^apps/element/',
      '^(apps/(server|web)|libs/(call-rules|storage|protocol)/)',
      'the element is built on libs/client and libs/call-view alone',
    ),
    never(
      'web-on-client-and-call-view-alone',
      '^apps/web/',
      '^(apps/server|libs/(call-rules|storage|protocol)/)',
      'the page is built on libs/client and libs/call-view alone',
    ),
    never('settings-below-features', feature('settings'), feature('(?!settings)[^/]+'), 'settings know no feature'),
    never(
      'telemetry-below-features',
      feature('telemetry'),
      feature('(?!telemetry)[^/]+'),
      'telemetry knows no feature',
    ),
    never(
      'redis-below-features',
      feature('redis'),
      feature('(?!redis|settings)[^/]+'),
      'the bus does not know what it carries',
    ),
    never(
      'access-and-ice-below-calls',
      feature('(access|ice-servers)'),
      feature('(calls|lobby|mailboxes|timeline|signaling|cluster|operations)'),
      'settings <- access, ice-servers <- calls, lobby, mailboxes, timeline',
    ),
    never(
      'calls-and-mailboxes-know-no-listener',
      feature('(calls|lobby|mailboxes|timeline)'),
      feature('(signaling|cluster|operations)'),
      'doors in, announcements out',
    ),
    never(
      'calls-apart-from-mailboxes',
      feature('calls'),
      feature('(lobby|mailboxes|timeline)'),
      'a call does not know its lobby and its mailboxes',
    ),
    never(
      'signaling-apart-from-operations',
      feature('signaling'),
      feature('(cluster|operations)'),
      'signaling, cluster and operations stand beside each other',
    ),
    never(
      'examples-as-outsiders',
      '^examples/',
      '^(apps|test|scripts|libs/(?!client/))',
      'an example uses what anybody can install',
    ),
    never('nothing-imports-tests', '^(apps|libs)/(?!.*\\.spec\\.ts$)', '^test/', 'code does not know its tests'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|test-results)/|^data/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
