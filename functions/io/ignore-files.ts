import ignore, { type Ignore } from 'ignore';
import { folderOf } from '../core/manifests/file-paths.ts';

/** The rules of files like `.gitignore`, one per folder: a deeper one decides before those above it. */
export class IgnoreFiles {
  private readonly name: string;
  private readonly readText: (path: string) => Promise<string | undefined>;
  private readonly rules = new Map<string, Promise<Ignore | undefined>>();

  constructor(name: string, readText: (path: string) => Promise<string | undefined>) {
    this.name = name;
    this.readText = readText;
  }

  /** True where the rules leave out this file or folder itself; the caller does not descend into folders left out. */
  async test(path: string, folder: boolean): Promise<boolean> {
    for (let above = folderOf(path); ; above = folderOf(above)) {
      const below = above === '' ? path : path.slice(above.length + 1);
      const verdict = (await this.read(above))?.test(folder ? `${below}/` : below);
      if (verdict?.ignored) return true;
      if (verdict?.unignored || above === '') return false;
    }
  }

  private read(folder: string): Promise<Ignore | undefined> {
    let rules = this.rules.get(folder);
    if (rules === undefined) {
      rules = this.readText(folder === '' ? this.name : `${folder}/${this.name}`).then((text) =>
        text === undefined ? undefined : ignore().add(text),
      );
      this.rules.set(folder, rules);
    }
    return rules;
  }
}
