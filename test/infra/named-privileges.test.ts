import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type DeployedFunction, listFunctions } from './list-functions.ts';
import { listInstallation } from './sample-installation.ts';

const KEYS = [
  'arn:aws:kms:eu-central-1:111122223333:key/0ab1c2d3-1111-2222-3333-444455556666',
  'arn:aws:kms:us-east-1:444455556666:key/mrk-0ab1c2d3',
];

function deploy(t: TestContext, sops: string): readonly DeployedFunction[] {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, 'plumbline.yaml');
  writeFileSync(config, `${readFileSync('examples/single-cluster/plumbline.yaml', 'utf8')}\n${sops}\n`);
  return listFunctions(listInstallation({ config: relative(process.cwd(), config), 'aws:cdk:bundling-stacks': [] }));
}

const onRepositories = ({ allowed }: DeployedFunction): string[] =>
  allowed.flatMap(({ actions, targets }) =>
    targets.filter((target) => target.includes(':ecr:')).flatMap((target) => actions.map((action) => `${action} ${target}`)),
  );

const onKeys = ({ allowed }: DeployedFunction): string[] =>
  allowed.flatMap(({ actions, targets }) =>
    targets.filter((target) => target.startsWith('arn:aws:kms:')).flatMap((target) => actions.map((action) => `${action} ${target}`)),
  );

describe('what SOPS encrypts in git', () => {
  it('is for detect and gate to decrypt with the keys that are named, and for nobody else', (t) => {
    const functions = deploy(t, `sops: {keys: [${[...KEYS].reverse().join(', ')}]}`);
    for (const each of functions) {
      const mayDecrypt = each.name === 'detect' || each.name === 'gate';
      assert.deepEqual(onKeys(each), mayDecrypt ? KEYS.map((key) => `kms:Decrypt ${key}`) : [], each.name);
    }
  });

  it('is for nobody where no key is named', (t) => {
    for (const each of deploy(t, '')) assert.deepEqual(onKeys(each), [], each.name);
  });
});

describe('what tags name', () => {
  const repositories = ['arn:aws:ecr:eu-central-1:111122223333:repository/shop/*', 'arn:aws:ecr:eu-central-1:111122223333:repository/web'];

  it('is for detect and gate to ask the repositories that are named, and to pull nothing', (t) => {
    for (const each of deploy(t, `images: {check: true, ecr: ['${repositories.join("', '")}']}`)) {
      const mayAsk = each.name === 'detect' || each.name === 'gate';
      assert.deepEqual(onRepositories(each).sort(), mayAsk ? repositories.map((arn) => `ecr:DescribeImages ${arn}`) : [], each.name);
    }
  });

  it('is for nobody to ask where images are not looked at', (t) => {
    for (const each of deploy(t, `images: {ecr: ['${repositories.join("', '")}']}`)) assert.deepEqual(onRepositories(each), [], each.name);
  });
});
