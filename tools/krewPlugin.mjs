// Writes out/krew/startup.yaml, the manifest by which krew installs `kubectl startup` from the npm package of a release:
//   node tools/krewPlugin.mjs [ADDRESS]      ADDRESS: of the folder with the package (default: the release's on GitHub)
// krew links what a plugin brings: on Windows that has to be an .exe, which we have not.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { packTerminal } from './npmPackage.mjs';
import { project, root } from './project.mjs';

/** Gives the manifest's path. Throws where the project has no address yet. */
export function krewManifest(archive, folderAddress) {
  const { version, address } = project();
  const at = folderAddress ?? (address && `${address}/releases/download/v${version}`);
  if (at === undefined) throw new Error('package.json has no repository: krew could not download anything from it');
  const manifest = {
    apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
    kind: 'Plugin',
    metadata: { name: 'startup' },
    spec: {
      version: `v${version}`,
      homepage: address ?? at,
      shortDescription: 'Explain how a pod starts, and why it is stuck',
      description:
        'Tells the start of a pod call by call, from the API server to the container runtime:\n' +
        'simulated from a manifest, watched in your cluster, or rebuilt from what\n' +
        '`kubectl get pods,events -o json` saved. Says where the time went and why a pod is stuck.\n',
      caveats: 'It needs Node.js 20 or later on PATH.\n',
      platforms: [
        {
          selector: { matchExpressions: [{ key: 'os', operator: 'In', values: ['darwin', 'linux'] }] },
          uri: `${at}/${basename(archive)}`,
          sha256: createHash('sha256').update(readFileSync(archive)).digest('hex'),
          bin: 'dist/cli.js',
          files: [{ from: 'package/*', to: '.' }],
        },
      ],
    },
  };
  const target = join(root, 'out/krew/startup.yaml');
  mkdirSync(join(root, 'out/krew'), { recursive: true });
  writeFileSync(target, stringify(manifest));
  return target;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(krewManifest(packTerminal(), process.argv[2]));
