// What every package says of the project, from one place: package.json. Its version is written there alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * package.json's name, version, description, keywords, license and engines, and with the project's address its `repository`,
 * `homepage` and `bugs`, as npm and the marketplaces name them. The address is that of `repository` there; else that of
 * the repository in which a workflow of GitHub runs; with neither the three are missing.
 */
export function project() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { name, version, description, keywords, license } = manifest;
  const address = addressOf(manifest.repository) ?? addressOfWorkflow(process.env);
  return {
    name,
    version,
    description,
    keywords,
    license,
    ...(address && {
      repository: { type: 'git', url: `git+${address}.git` },
      homepage: `${address}#readme`,
      bugs: { url: `${address}/issues` },
    }),
    address,
  };
}

/** A page's address without what git adds to it. */
function addressOf(repository) {
  const url = typeof repository === 'string' ? repository : repository?.url;
  return url?.replace(/^git\+/, '').replace(/\.git$/, '');
}

function addressOfWorkflow({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository }) {
  return server && repository ? `${server}/${repository}` : undefined;
}
