import type { Files } from './git-repository.ts';

const CONTAINERS = ['web', 'proxy'];

/**
 * Plans a chain of kustomizations, `level-0` the outermost, in which everything sets the same few fields over and over: manifests, patches of both kinds in
 * files and written out, images, replicas, labels, annotations, generators, prefixes and components. One value a line. The same seed gives the same files.
 */
export function planOverlays(seed: number): Files {
  const random = createRandom(seed);
  const chance = (share: number): boolean => random() < share;
  const below = (limit: number): number => Math.floor(random() * limit);
  const files: Record<string, string> = {};
  const depth = 1 + below(3);
  let value = 0;
  const text = (): string => `v${seed}x${value++}y`;
  const number = (): number => 100 + value++;
  const names = ['app'];
  const images = new Map(CONTAINERS.map((name) => [name, `shop/${name}`]));

  const strategic = (name: string): string => {
    const container = CONTAINERS[below(2)];
    const lines = ['apiVersion: apps/v1', 'kind: Deployment', 'metadata:', `  name: ${name}`];
    if (chance(0.4)) lines.push('  annotations:', `    note: ${text()}`);
    lines.push('spec:');
    if (chance(0.5)) lines.push(`  replicas: ${number()}`);
    lines.push('  template:', '    spec:', '      containers:', `        - name: ${container}`);
    if (chance(0.6)) lines.push('          env:', `            - name: ${chance(0.5) ? 'A' : 'B'}`, `              value: ${text()}`);
    lines.push(`          workingDir: ${text()}`);
    if (chance(0.3)) lines.push(`          image: ${images.get(container ?? '')}:${text()}`);
    return `${lines.join('\n')}\n`;
  };
  const json = (): string => {
    const container = below(2);
    const operations = [
      `- op: ${chance(0.5) ? 'add' : 'replace'}\n  path: /spec/replicas\n  value: ${number()}\n`,
      `- op: add\n  path: /spec/template/spec/containers/${container}/workingDir\n  value: ${text()}\n`,
      `- op: add\n  path: /metadata/annotations\n  value:\n    note: ${text()}\n`,
      `- op: replace\n  path: /spec/template/spec/containers/${container}/env/0/value\n  value: ${text()}\n`,
    ];
    return operations.filter(() => chance(0.5)).join('') || (operations[0] ?? '');
  };
  const indent = (written: string, by: number): string => written.replace(/^(?=.)/gm, ' '.repeat(by));

  const writeLevel = (folder: string, resources: string, isComponent: boolean): void => {
    const parts: string[] = [isComponent ? 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n' : resources];
    const patches: string[] = [];
    for (let i = 0; i < below(3); i++) {
      const name = names[below(names.length)] ?? 'app';
      const written = chance(0.5) ? strategic(name) : json();
      const target = written.startsWith('-')
        ? `    target:\n      kind: ${chance(0.5) ? 'Deployment' : 'Dep.*'}\n      name: ${names.at(chance(0.5) ? 0 : -1)}\n`
        : '';
      if (chance(0.5)) {
        files[`${folder}/patch-${i}.yaml`] = written;
        patches.push(`  - path: patch-${i}.yaml\n${target}`);
      } else patches.push(`  - patch: |-\n${indent(written, 6)}${target}`);
    }
    if (patches.length > 0) parts.push(`patches:\n${patches.join('')}`);
    if (chance(0.4)) {
      const container = CONTAINERS[below(2)] ?? '';
      const name = images.get(container) ?? '';
      const renamed = chance(0.3) ? `mirror-${value++}/${container}` : undefined;
      if (renamed !== undefined) images.set(container, renamed);
      parts.push(`images:\n  - name: ${name}\n${renamed === undefined ? '' : `    newName: ${renamed}\n`}    newTag: ${text()}\n`);
    }
    if (chance(0.3)) parts.push(`replicas:\n  - name: ${names[below(names.length)]}\n    count: ${number()}\n`);
    if (chance(0.4)) parts.push(`labels:\n  - pairs:\n      tier: ${text()}\n${chance(0.5) ? '    includeTemplates: true\n' : ''}`);
    if (chance(0.3)) parts.push(`commonAnnotations:\n  note: ${text()}\n`);
    if (chance(0.5)) {
      files[`${folder}/more.env`] = `# more\nKEY=${text()}\n`;
      const from = chance(0.5) ? `    literals:\n      - KEY=${text()}\n` : '    envs:\n      - more.env\n';
      parts.push(`configMapGenerator:\n  - name: settings\n    behavior: merge\n${from}`);
    }
    if (!isComponent && chance(0.5)) {
      parts.push(`namePrefix: p${value}-\n`);
      names.push(`p${value++}-${names.at(-1)}`);
    }
    files[`${folder}/kustomization.yaml`] = parts.join('');
  };

  const containers = CONTAINERS.map(
    (name) =>
      `        - name: ${name}\n          image: ${images.get(name)}:${text()}\n          env:\n            - name: A\n              value: ${text()}\n`,
  );
  files['base/app.yaml'] =
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\n  labels:\n    tier: ${text()}\nspec:\n  replicas: ${number()}\n  template:\n    spec:\n      containers:\n${containers.join('')}`;
  files['base/kustomization.yaml'] =
    `resources:\n  - app.yaml\nconfigMapGenerator:\n  - name: settings\n    literals:\n      - KEY=${text()}\n      - OTHER=${text()}\n`;
  for (let level = depth; level >= 0; level--) {
    const from = level === depth ? '../base' : `../level-${level + 1}`;
    const hasComponent = chance(0.4);
    if (hasComponent) writeLevel(`component-${level}`, '', true);
    writeLevel(`level-${level}`, `resources:\n  - ${from}\n${hasComponent ? `components:\n  - ../component-${level}\n` : ''}`, false);
  }
  return files;
}

function createRandom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}
