import type { CommitOrigin } from '../../core/blame/assign-requests.ts';
import { readPullRequest } from '../../core/blame/read-pull-request.ts';
import { parseIdentities } from '../../core/provenance/parse-identity.ts';
import { type GitEntry, type GitObjects, parseCommit } from './git-objects.ts';

/** A commit with what is told of it. `at` is its committer's time in milliseconds, which orders a walk; `time` is its author's, RFC 3339. */
export interface HistoryCommit extends CommitOrigin {
  readonly oid: string;
  readonly tree: string;
  readonly at: number;
  readonly author: string | undefined;
  readonly time: string;
}

/** Entries of trees that are kept while a walk goes on: some megabytes. */
const MOST_ENTRIES = 50_000;

/** Reads a long history: every commit once, trees kept as long as they are likely to be asked for again. */
export class HistoryReader {
  private readonly objects: GitObjects;
  private readonly commits = new Map<string, HistoryCommit | undefined>();
  private trees = new Map<string, ReadonlyMap<string, GitEntry>>();
  private entries = 0;

  constructor(objects: GitObjects) {
    this.objects = objects;
  }

  /** How many commits were read. */
  get size(): number {
    return this.commits.size;
  }

  /** A commit, or undefined where it is not there: a shallow clone ends before it. */
  findCommit(oid: string): HistoryCommit | undefined {
    if (!this.commits.has(oid)) this.commits.set(oid, this.readCommit(oid));
    return this.commits.get(oid);
  }

  /** The entries of a tree by name, or undefined where it is not there (a partial clone). */
  findTree(oid: string): ReadonlyMap<string, GitEntry> | undefined {
    const known = this.trees.get(oid);
    if (known) return known;
    try {
      const tree = this.objects.parseTree(oid);
      if (this.entries > MOST_ENTRIES) {
        this.trees = new Map();
        this.entries = 0;
      }
      this.trees.set(oid, tree);
      this.entries += tree.size;
      return tree;
    } catch {
      return undefined;
    }
  }

  /** A blob, one character a byte, or undefined where it is not there. */
  findText(oid: string): string | undefined {
    try {
      return Buffer.from(this.objects.readBlob(oid)).toString('latin1');
    } catch {
      return undefined;
    }
  }

  private readCommit(oid: string): HistoryCommit | undefined {
    try {
      const object = this.objects.readObject(oid);
      const { tree, parents, committedAt } = parseCommit(oid, object);
      const { author } = parseIdentities(object.content);
      const pullRequest = readPullRequest(readMessage(object.content));
      return {
        oid,
        tree,
        parents,
        at: Date.parse(committedAt),
        author: author?.name,
        time: author?.at ?? committedAt,
        ...(pullRequest === undefined ? {} : { pullRequest }),
      };
    } catch {
      return undefined;
    }
  }
}

function readMessage(content: Buffer): string {
  const end = content.indexOf('\n\n');
  return end < 0 ? '' : content.toString('utf8', end + 2).trimStart();
}
