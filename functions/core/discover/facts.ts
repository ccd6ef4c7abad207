import type { JsonObject } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import type { ReleaseFacts, ReleaseRecord } from './helm/release.ts';
import type { RepositoryAddress } from './repository-rules.ts';

/** Something that must be looked up before an object tells its sources. */
export type Need =
  | { readonly type: 'folder'; readonly repository: RepositoryAddress; readonly path: string }
  | { readonly type: 'tree'; readonly repository: RepositoryAddress }
  | { readonly type: 'file'; readonly repository: RepositoryAddress; readonly path: string }
  | { readonly type: 'object'; readonly kind: 'ConfigMap' | 'Secret'; readonly namespace: string; readonly name: string }
  | { readonly type: 'secrets'; readonly namespace: string; readonly labels: string }
  | { readonly type: 'release'; readonly record: ReleaseRecord };

/** What was found. `failed` is data too: what needed it is named with the message. */
export type Fact =
  | { readonly type: 'paths'; readonly files: readonly string[]; readonly folders: readonly string[] }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'object'; readonly body: KubeObject }
  | { readonly type: 'objects'; readonly items: readonly JsonObject[] }
  | { readonly type: 'release'; readonly release: ReleaseFacts }
  | { readonly type: 'absent' }
  | { readonly type: 'failed'; readonly message: string };

/** What is known so far. What is asked for and not known is kept in `unmet`, to be looked up before the question is put again. */
export class Facts {
  private readonly known = new Map<string, Fact>();
  private readonly asked = new Map<string, Need>();

  /** Undefined: not known yet. */
  ask(need: Need): Fact | undefined {
    const key = JSON.stringify(need);
    const fact = this.known.get(key);
    if (fact === undefined) this.asked.set(key, need);
    return fact;
  }

  add(need: Need, fact: Fact): void {
    const key = JSON.stringify(need);
    this.known.set(key, fact);
    this.asked.delete(key);
  }

  /** What was asked for since, sorted. */
  unmet(): readonly Need[] {
    return [...this.asked].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, need]) => need);
  }
}
