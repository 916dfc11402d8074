// The licences of the packages that a bundle holds, as they ask to be passed on with it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text with each package of these esbuild metafiles, its version and its licence. */
export function thirdPartyNotices(root, metafiles) {
  const folders = new Set();
  for (const output of metafiles.flatMap(({ outputs }) => Object.values(outputs))) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      if (bytesInOutput === 0) continue;
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
      if (folder) folders.add(folder);
    }
  }
  const notices = [...folders]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, folder)).find((entry) => /^(licen[sc]e|copying)(\.|$)/i.test(entry));
      const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licence: ${license}`;
      return `${name} ${version}${license ? ` (${license})` : ''}\n\n${text}\n`;
    });
  return `Pod Startup holds these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
