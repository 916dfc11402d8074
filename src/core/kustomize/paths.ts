/** A path, in which `..` is resolved, from a folder; both with slashes. `.` is the folder itself. */
export function joinPath(folder: string, path: string): string {
  const isRooted = folder.startsWith('/') || path.startsWith('/');
  const steps: string[] = [];
  for (const step of `${path.startsWith('/') ? '' : `${folder}/`}${path}`.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '..' || !isRooted) steps.push(step);
  }
  return `${isRooted ? '/' : ''}${steps.join('/')}` || '.';
}

/** The folder that a path lies in. */
export function folderOf(path: string): string {
  return joinPath(path, '..');
}

/** A path as seen from a folder. */
export function relativePath(folder: string, path: string): string {
  const from = joinPath('', folder)
    .split('/')
    .filter((step) => step !== '.');
  const to = joinPath('', path).split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}
