// Writes src/core/api/groupVersions.ts: in which releases an API server takes which kind in which version, unless its
// --runtime-config says otherwise. What there is at all tells each release's own OpenAPI description
// (api/openapi-spec/swagger.json); what of it is on, the lists of pkg/controlplane/instance.go (pkg/master/master.go in
// 1.18 to 1.20); since when a version is deprecated, and what takes its place, the tags of the types
// (zz_generated.prerelease-lifecycle.go). Run it when there is a new release:
//
//   go mod download k8s.io/kubernetes@v1.X.Y …      every release from 1.18 on, without a gap
//   go mod download k8s.io/api@v0.X.Y …             some of them: types go away with what they described
//   node tools/generate-api-versions.mjs FOLDER-OF-THE-MODULES-k8s.io
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node tools/generate-api-versions.mjs FOLDER-OF-THE-MODULES-k8s.io');
  process.exit(2);
}

/** The folders of a module, the latest patch of each release, the oldest first. */
function modules(name) {
  const byMinor = new Map();
  for (const entry of readdirSync(folder)) {
    const [, minor, patch] = new RegExp(`^${name}@v[01]\\.(\\d+)\\.(\\d+)$`).exec(entry) ?? [];
    if (minor === undefined) continue;
    const before = byMinor.get(Number(minor));
    if (!before || before.patch < Number(patch))
      byMinor.set(Number(minor), { minor: Number(minor), patch: Number(patch), path: join(folder, entry) });
  }
  return [...byMinor.values()].sort((a, b) => a.minor - b.minor);
}

/** Folder of k8s.io/api → the group's name, of each release's module. */
const groups = {};
/** `group/version Kind` → what its type says of its end. */
const lifecycles = {};
const typed = ['api', 'apiextensions-apiserver', 'kube-aggregator'].flatMap((name) =>
  modules(name).map(({ path, minor }) => ({
    minor,
    base: { api: path, 'apiextensions-apiserver': join(path, 'pkg/apis'), 'kube-aggregator': join(path, 'pkg/apis') }[
      name
    ],
  })),
);
for (const { base } of typed.sort((a, b) => a.minor - b.minor)) {
  for (const { name: group } of readdirSync(base, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const version of versionsIn(join(base, group))) {
      const [, named] =
        /GroupName += "([^"]*)"/.exec(read(join(base, group, version, 'register.go'))) ??
        /GroupName += "([^"]*)"/.exec(read(join(base, group, 'register.go'))) ??
        [];
      if (named === undefined) continue;
      groups[group] = named;
      const tags = read(join(base, group, version, 'zz_generated.prerelease-lifecycle.go'));
      const apiVersion = named === '' ? version : `${named}/${version}`;
      for (const [, kind, which, body] of tags.matchAll(
        /func \(in \*(\w+)\) APILifecycle(\w+)\(\)[^{]*\{([^}]*\}?)/g,
      )) {
        const said = (lifecycles[`${apiVersion} ${kind}`] ??= {});
        const [, major, minor] = /return (\d+), (\d+)/.exec(body) ?? [];
        if (minor !== undefined) said[which] = `${major}.${minor}`;
        const [, ofGroup, ofVersion, ofKind] = /Group: "([^"]*)", Version: "([^"]*)", Kind: "([^"]*)"/.exec(body) ?? [];
        if (ofKind !== undefined) said[which] = `${ofGroup ? `${ofGroup}/` : ''}${ofVersion} ${ofKind}`;
      }
    }
  }
}

function versionsIn(path) {
  return readdirSync(path).filter((name) => /^v\d/.test(name) && existsSync(join(path, name, 'register.go')));
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** `group/version`, or `group/version resource`, of what is on in a release where nobody chose. */
function enabledIn(path) {
  const source = read(join(path, 'pkg/controlplane/instance.go')) || read(join(path, 'pkg/master/master.go'));
  const imports = {};
  for (const [, alias, group, version] of source.matchAll(
    /^\t(\w+) "k8s\.io\/(?:api|kubernetes\/pkg\/apis)\/(\w+)\/(\w+)"$/gm,
  ))
    imports[alias] = groups[group] ? `${groups[group]}/${version}` : version;
  const enabled = new Set();
  // The lists by name since 1.24; before, the calls that have them.
  for (const [, list] of source.matchAll(/EnabledByDefault\w* = \[\]schema\.\w+\{([^}]*)\}/g)) add(list);
  for (const [, list] of source.matchAll(/ret\.Enable\w+\(\n((?:\t\t.*\n)+)/g)) add(list);
  function add(list) {
    for (const [, alias, resource] of list.matchAll(/^\s*(\w+)\.SchemeGroupVersion(?:\.WithResource\("(\w+)"\))?/gm))
      enabled.add(resource ? `${imports[alias]} ${resource}` : imports[alias]);
  }
  // One that is named by resources is on for these alone, though 1.18 to 1.22 have it in both lists.
  for (const one of enabled) if (one.includes(' ')) enabled.delete(one.split(' ')[0]);
  return enabled;
}

/** kind → apiVersion → the minor releases in which a server can have it, and those in which it has it by itself. */
const seen = {};
const releases = modules('kubernetes').filter(({ minor }) => minor >= 18);
for (const { minor, path } of releases) {
  const enabled = enabledIn(path);
  // Those of the other API servers that kube-apiserver holds: apiextensions-apiserver and kube-aggregator.
  for (const group of ['apiextensions.k8s.io', 'apiregistration.k8s.io'])
    for (const version of minor < 22 ? ['v1', 'v1beta1'] : ['v1']) enabled.add(`${group}/${version}`);
  const { paths } = JSON.parse(readFileSync(join(path, 'api/openapi-spec/swagger.json'), 'utf8'));
  for (const [address, { post }] of Object.entries(paths)) {
    // What only answers a question, and parts of other objects, are no objects that a manifest has.
    const resource = address.split('/').at(-1);
    const gvk = post?.['x-kubernetes-group-version-kind'];
    if (!gvk || address.includes('{name}/') || !('delete' in (paths[`${address}/{name}`] ?? {}))) continue;
    const apiVersion = gvk.group ? `${gvk.group}/${gvk.version}` : gvk.version;
    const one = ((seen[gvk.kind] ??= {})[apiVersion] ??= { there: new Set(), on: new Set() });
    one.there.add(minor);
    if (enabled.has(apiVersion) || enabled.has(`${apiVersion} ${resource}`)) one.on.add(minor);
  }
}
// What was gone before 1.18 stands in the tags alone.
for (const [name, { Introduced, Removed }] of Object.entries(lifecycles)) {
  const [apiVersion, kind] = name.split(' ');
  if (!seen[kind] || seen[kind][apiVersion] || !Removed || Number(Removed.slice(2)) > 18) continue;
  seen[kind][apiVersion] = {
    there: new Set(),
    on: new Set([Number(Introduced.slice(2)), Number(Removed.slice(2)) - 1]),
  };
}

const newest = releases.at(-1).minor;
const oldest = releases[0].minor;
/** No release before it is simulated in which an API server warns of what is deprecated. */
const oldestWarning = 29;

/** The version of an apiVersion as Kubernetes ranks them: v2 before v1 before v1beta2 before v1alpha1 (apimachinery/pkg/version/helpers.go). */
function rank(apiVersion) {
  const [, major, stage = 'ga', minor = 0] = /v(\d+)(?:(alpha|beta)(\d+))?$/.exec(apiVersion);
  const old = /^(extensions|events\.k8s\.io)\//.test(apiVersion) ? 0 : 1;
  return ['alpha', 'beta', 'ga'].indexOf(stage) * 10_000 + old * 1_000 + Number(major) * 10 + Number(minor);
}

function spanOf(kind, apiVersion) {
  const { there, on } = seen[kind][apiVersion];
  const counted = [...(on.size > 0 ? on : there)].sort((a, b) => a - b);
  const [first, last] = [counted[0], counted.at(-1)];
  if (last >= oldest && counted.length !== last - first + 1 && first >= oldest)
    throw new Error(`${apiVersion} ${kind} was away for a while: ${counted.join(' ')}`);
  const { Deprecated: deprecated, Replacement: use } = lifecycles[`${apiVersion} ${kind}`] ?? {};
  const isWarned = on.size > 0 && deprecated !== undefined && last >= oldestWarning;
  const range = `${first > oldest ? `1.${first}` : ''}-${last < newest ? `1.${last + 1}` : ''}`;
  const isOff = on.size === 0;
  const words = [
    range,
    isOff && 'off',
    isWarned && `deprecated ${deprecated}`,
    isWarned && use && `use ${use.split(' ')[0]}`,
  ];
  return words.filter(Boolean).join(' ');
}

/** Kinds of a group whose versions came and went together share a row. */
const rows = new Map();
for (const kind of Object.keys(seen).sort()) {
  const byGroup = {};
  for (const apiVersion of Object.keys(seen[kind]).sort((a, b) => rank(b) - rank(a))) {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    (byGroup[group] ??= {})[version] = spanOf(kind, apiVersion);
  }
  for (const [group, versions] of Object.entries(byGroup)) {
    const key = JSON.stringify([group, versions]);
    const row = rows.get(key);
    if (row) row.kinds.push(kind);
    else rows.set(key, { group, kinds: [kind], versions });
  }
}
const table = [...rows.values()]
  .sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0))
  .map(({ group, kinds, versions }) => [group, kinds.join(' '), versions]);
const header = `// Generated by tools/generate-api-versions.mjs from k8s.io/kubernetes 1.${oldest} to 1.${newest}. Do not edit.

/**
 * A group ('' for the core), kinds of it whose versions came and went together, and their versions, each with its releases:
 * \`1.26-1.32\` is from 1.26 to before 1.32, and what began in 1.${oldest} or before, or has no end yet, is left open. Then,
 * \`off\` of what an API server serves only if its --runtime-config says so; \`deprecated\` with the release since which it
 * warns, and \`use\` with what it tells to use. The version that the API server prefers comes first.
 */
type GroupVersions = readonly [group: string, kinds: string, versions: Readonly<Record<string, string>>];

export const groupVersions: readonly GroupVersions[] = `;
const options = { parser: 'typescript', singleQuote: true, printWidth: 120 };
writeFileSync('src/core/api/groupVersions.ts', await format(`${header}${JSON.stringify(table)};`, options));
