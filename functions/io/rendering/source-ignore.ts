import ignore from 'ignore';
import { IgnoreFiles } from '../ignore-files.ts';
import { readText } from '../read-text.ts';
import type { SourceTree } from '../source-tree.ts';

/** What Flux leaves out of every artefact, as far as it may be YAML (fluxcd/pkg:sourceignore, ExcludeCI and ExcludeExtra). */
const ALWAYS = [
  '.github/',
  '.circleci/',
  '.travis.yml',
  '.gitlab-ci.yml',
  'appveyor.yml',
  '.drone.yml',
  'cloudbuild.yaml',
  'codeship-services.yml',
  'codeship-steps.yml',
  '.goreleaser.yml',
  '.sops.yaml',
  '.flux.yaml',
];
const NAME = '.sourceignore';

/** Whether Flux leaves a file or folder out of what it takes from a repository: by `spec.ignore` of its source, by `.sourceignore` files, or always. */
export function createSourceIgnore(tree: SourceTree, patterns: string | undefined): (path: string, folder: boolean) => Promise<boolean> {
  const own = patterns === undefined ? undefined : ignore().add(patterns);
  const files = new IgnoreFiles(NAME, async (path) => {
    const found = await tree.find(path);
    const read = found?.type === 'file' ? await readText(tree, path) : undefined;
    const text = read?.type === 'text' ? read.text : undefined;
    return path === NAME ? [...ALWAYS, text ?? ''].join('\n') : text;
  });
  return async (path, folder) => {
    const verdict = own?.test(folder ? `${path}/` : path);
    if (verdict?.ignored || verdict?.unignored) return verdict.ignored;
    return files.test(path, folder);
  };
}
