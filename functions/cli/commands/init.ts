import { lstat } from 'node:fs/promises';
import { parseConfig } from '../../core/config.ts';
import { PlumblineError } from '../../core/errors.ts';
import type { FoundFleet } from '../../core/init/found-fleet.ts';
import { listRepositories } from '../../core/init/list-repositories.ts';
import { writeConfigFile } from '../../core/init/write-config-file.ts';
import { escapeText } from '../../core/render/escape-text.ts';
import { findSource } from '../../io/find-source.ts';
import { askClusters } from '../ask-clusters.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { findFleet } from '../find-fleet.ts';
import { refuseExisting, writeNewFile } from '../write-new-file.ts';

/** Writes a first configuration. */
export const initCommand: Command = {
  positionals: [],
  options: [
    { name: 'from-kubeconfig', help: 'Take the clusters from the contexts of a kubeconfig. This is the default.' },
    {
      name: 'kubeconfig',
      value: 'FILE',
      help: 'Kubeconfig to read. Default: $KUBECONFIG or ~/.kube/config.',
    },
    {
      name: 'context',
      value: 'NAME',
      repeatable: true,
      help: 'Only this context of it, and its cluster is asked what Argo CD, Flux and Fleet deliver. Default: all, and none is asked anything.',
    },
    { name: 'account', help: 'Ask EKS instead, with the credentials that the AWS tools would take.' },
    { name: 'region', value: 'REGION', repeatable: true, help: 'Region to look in. Default: $AWS_REGION.' },
    { name: 'tag', value: 'KEY=VALUE', help: 'Find the clusters by this tag at every run, instead of naming them.' },
    {
      name: 'source',
      short: 's',
      value: 'PATH|URL',
      repeatable: true,
      help: 'Repository that declares the clusters: its URL, or a clone whose remote is taken. Default: the one of this folder.',
    },
    {
      name: 'output-file',
      value: 'FILE',
      help: 'Write it there; - is stdout. Default: plumbline.yaml. A file that is there is left alone.',
    },
  ],
  description:
    'Writes a commented plumbline.yaml: the EKS clusters of a kubeconfig or an account, what Argo CD, Flux and Fleet deliver to those of --context, and the git repository of this folder, or what it tells these tools. What it cannot find out is marked, and validate does not accept it before it is filled in. Exit code: 0 written, 3 written although something could not be asked, 2 not written.',
  examples: [
    {
      command: 'plumbline init --context prod-eu --context prod-us',
      does: 'Two clusters of the usual kubeconfig, and what is delivered to them.',
    },
    {
      command: 'plumbline init --account --region eu-central-1 --tag plumbline=production',
      does: 'All clusters with a tag, now and later.',
    },
    { command: 'plumbline init --output-file -', does: 'Look at it first.' },
  ],
  run: async (context) => {
    const { arguments: args, stdout, stderr } = context;
    const file = args.text('output-file') ?? 'plumbline.yaml';
    if (file !== '-' && (await lstat(file).catch(() => undefined)) !== undefined) throw refuseExisting(file);
    const found = await findFleet(context);
    const places = args.texts('source').length > 0 ? args.texts('source') : ['.'];
    const isNamed = args.texts('source').length > 0;
    const sources = await Promise.all(places.map(async (place) => ({ ...(await findSource(place)), ...(isNamed ? { isNamed } : {}) })));
    const asked = await askClusters(context);
    const repositories = listRepositories([...asked.addresses, ...sources.flatMap(({ addresses = [] }) => addresses)]);
    const fleet: FoundFleet = {
      ...found,
      sources,
      asked: asked.clusters,
      unasked: asked.problems,
      ...(repositories.length > 0 ? { repositories } : {}),
    };
    const text = writeConfigFile(fleet);
    if (file === '-') await stdout.write(text);
    else await writeNewFile(file, text);
    const say = (line: string): Promise<void> => stderr.write(`${escapeText(line)}\n`);
    for (const { what, why } of fleet.leftOut) await say(`plumbline: left out: ${what}: ${why}`);
    for (const problem of fleet.problems) await say(`plumbline: not asked, so clusters may be missing: ${problem}`);
    for (const problem of asked.problems) await say(`plumbline: not asked, so sources may be missing: ${problem}`);
    const left = findLeft(text, file === '-' ? 'plumbline.yaml' : file);
    if (file !== '-') {
      const clusters = `${fleet.clusters.length} ${fleet.clusters.length === 1 ? 'cluster' : 'clusters'}`;
      await stdout.write(
        `${escapeText(`✓ ${file}: ${clusters}${fleet.discovery ? ' found by tag' : ''}. ${left === '' ? 'Next' : 'Next, when it is filled in'}: plumbline validate ${file}`)}\n`,
      );
    }
    if (left !== '')
      await stderr.write(
        left
          .split('\n')
          .map((line) => `plumbline: ${escapeText(line)}\n`)
          .join(''),
      );
    return fleet.problems.length + asked.problems.length > 0 ? EXIT.incomplete : EXIT.inSync;
  },
};

/** What `validate` will say of the file. */
function findLeft(text: string, file: string): string {
  try {
    parseConfig(text, file);
    return '';
  } catch (error) {
    if (error instanceof PlumblineError) return error.message;
    throw error;
  }
}
