import { FILL_IN_URL } from '../config/fill-in.ts';
import type { FoundDiscovery, FoundFleet, FoundSource } from './found-fleet.ts';
import { type NamedCluster, nameClusters } from './name-clusters.ts';
import { nameRepository } from './parse-git-remote.ts';
import { writeDelivered, writeFollowed, writeRepositories } from './write-delivery.ts';
import { writeComment, writeScalar } from './write-scalar.ts';

/** A configuration that says what was found, with every key explained. Same facts, same bytes. */
export function writeConfigFile(fleet: FoundFleet): string {
  const clusters = nameClusters(fleet.clusters);
  return [
    '# What Plumbline compares: these clusters with these git repositories, on this schedule.',
    writeComment(`Written by \`plumbline init\` from ${fleet.from}.`),
    '#',
    '# Next:  plumbline validate                                    what this file says, and what is wrong with it',
    '#        plumbline check --source . --context NAME             one of the clusters, now, from this machine',
    '#        npx cdk deploy --all -c config=plumbline.yaml         all of them, on the schedule: docs/deploy.md',
    '#        plumbline schema --output-file plumbline.schema.json  every key there is, for editors too',
    ...fleet.problems.flatMap((problem) => ['#', writeComment(`NOT ASKED, so clusters may be missing: ${problem}`)]),
    ...(fleet.unasked ?? []).flatMap((problem) => ['#', writeComment(`NOT ASKED, so sources may be missing: ${problem}`)]),
    '',
    ...writeSources(fleet),
    ...writeRepositories(fleet.repositories ?? []),
    '',
    ...(fleet.discovery === undefined ? writeClusters(clusters) : writeDiscovery(fleet.discovery, clusters)),
    ...(fleet.suggestion === undefined ? [] : writeSuggestion(fleet.suggestion)),
    ...writeLeftOut(fleet),
    '',
    ...REST,
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function writeSources({ sources, asked = [] }: FoundFleet): string[] {
  const ids = new Set<string>();
  const delivered = writeDelivered(asked, ids);
  const tools = new Set(asked.flatMap(({ deliveries }) => deliveries.map(({ tool }) => tool)));
  const entries = (sources.length > 0 ? sources : [{ notes: [] }]).flatMap((source) => {
    const followed = (source.deliveries ?? []).filter(({ tool }) => !tools.has(tool)).flatMap((found) => writeFollowed(source, found, ids));
    const isDelivered = (source.deliveries ?? []).length > 0 || (delivered.length > 0 && source.isNamed !== true);
    return isDelivered ? [...followed, ...writeLeftToTools(source)] : writeSource(source, ids);
  });
  return [
    '# What declares the clusters: git repositories, and delivery tools that are told of some. Each declares every cluster that names no `sources` of its own.',
    '# Where Argo CD, Flux or Fleet deliver, {id: delivered, from: argo-cd} finds what they are told at every run; `plumbline discover` prints it.',
    'sources:',
    ...delivered,
    ...entries,
  ];
}

/** What tools deliver of a repository would be declared twice, and not compared. */
function writeLeftToTools({ url, path }: FoundSource): string[] {
  if (url === undefined) return [];
  const place = path === undefined ? url : `${url}, ${path}`;
  return [`  ${writeComment(`Not listed: ${place}. List it where no tool delivers it: what is declared twice is not compared.`)}`];
}

function writeSource({ url, revision, path, notes }: FoundSource, taken: Set<string>): string[] {
  const word = nameRepository(url ?? 'source');
  let id = word;
  for (let number = 2; taken.has(id); number++) id = `${word}-${number}`;
  taken.add(id);
  return [
    ...notes.map((note) => `  ${writeComment(note)}`),
    `  - id: ${writeScalar(id)} # What reports call it.`,
    `    url: ${writeScalar(url ?? FILL_IN_URL)} # Always https.`,
    `    revision: ${writeScalar(revision ?? 'HEAD')} # Branch, tag or commit that the clusters run. {cluster} and {region} may stand in it.`,
    path === undefined
      ? '    # path: clusters/{cluster} # Folder that holds the manifests. Left out: the whole repository.'
      : `    path: ${writeScalar(path)} # Folder that holds the manifests; clusters/{cluster} where each has its own.`,
    '    # namespace: shop # Of objects that name none. Left out: default.',
    '    # secret: plumbline/git # The secret of Secrets Manager with the token. Left out: the repository is public.',
  ];
}

function writeClusters(clusters: readonly NamedCluster[]): string[] {
  const accounts = new Set(clusters.flatMap(({ cluster }) => cluster.account ?? []));
  return [
    '# The clusters, by name. One in another account than the one Plumbline runs in needs the reader role of that account below its `account`:',
    '#       role: arn:aws:iam::ACCOUNT:role/plumbline-reader # Made by the stack for member accounts.',
    '#       externalId: chosen-for-that-account',
    ...(accounts.size > 1 ? ['# These are in several accounts, so all but those of one need it.'] : []),
    clusters.length === 0 ? 'clusters: []' : 'clusters:',
    ...clusters.flatMap(({ name, cluster }, index) => [
      ...cluster.notes.map((note) => `  ${writeComment(note)}`),
      `  - name: ${writeScalar(name)}${index === 0 ? ' # What reports call it.' : ''}`,
      '    eks:',
      ...(name === cluster.name ? [] : [`      name: ${writeScalar(cluster.name)}${' # Its name in EKS.'}`]),
      `      region: ${writeScalar(cluster.region)}`,
      ...(cluster.account === undefined ? [] : [`      account: ${JSON.stringify(cluster.account)}`]),
      ...(index === 0
        ? [
            '    # sources: [shop, {id: platform, revision: staging}] # Left out: every source above.',
            '    # schedule: rate(5 minutes) # Left out: the one below.',
          ]
        : []),
    ]),
  ];
}

function writeDiscovery({ tag, regions }: FoundDiscovery, clusters: readonly NamedCluster[]): string[] {
  return [
    '# Every EKS cluster with this tag, looked for at every run: a new one is checked without a change here. Carry it now:',
    ...clusters.map(({ cluster: { name, region, notes } }) => writeComment(`  ${[`${name} in ${region}.`, ...notes].join(' ')}`)),
    'discover:',
    '  tag:',
    `    key: ${writeScalar(tag.key)}`,
    tag.value === undefined ? '    # value: production # Left out: any.' : `    value: ${writeScalar(tag.value)} # Left out: any.`,
    `  regions: [${regions.map(writeScalar).join(', ')}]`,
    '  # accounts: # Beside the one Plumbline runs in. The roles are made by the stack for member accounts.',
    '  #   - id: "111122223333"',
    '  #     role: arn:aws:iam::111122223333:role/plumbline-reader',
    '  #     externalId: chosen-for-that-account',
  ];
}

function writeSuggestion({ tag, regions }: FoundDiscovery): string[] {
  return [
    '',
    '# All of them carry one tag. Instead of naming them, Plumbline can look for it at every run:',
    '# discover:',
    `#   tag: {key: ${writeScalar(tag.key)}${tag.value === undefined ? '' : `, value: ${writeScalar(tag.value)}`}}`,
    `#   regions: [${regions.map(writeScalar).join(', ')}]`,
  ];
}

function writeLeftOut({ leftOut }: FoundFleet): string[] {
  if (leftOut.length === 0) return [];
  return ['', '# Left out:', ...leftOut.map(({ what, why }) => writeComment(`  ${what}: ${why}`))];
}

const REST = [
  '# When to check, in UTC: rate(15 minutes), or cron(0 6 ? * MON-FRI *) with six fields.',
  'schedule: rate(15 minutes)',
  '',
  '# What is looked at. Objects that no repository declares are reported; leave namespaces or kinds out here.',
  '# scope:',
  '#   excludeNamespaces: [kube-system, kube-node-lease]',
  '#   excludeKinds: [Secret] # Or grant it: plumbline rbac --with-secrets',
  '',
  '# Field managers of your own controllers: what they set where git is silent is no drift.',
  '# controllers: [example-operator]',
  '',
  '# Departures that are right. Each is counted in every report, with its reason, until the day it expires.',
  '# ignore:',
  '#   - {kind: Deployment, name: web, path: /spec/replicas, reason: scaled by hand, owner: team-shop, expires: 2027-01-31}',
  '',
  '# Who is told what, and where, beside the two topics of the installation.',
  '# routes:',
  '#   - {name: on-call, match: {severity: high}, channel: {type: sns, topic: on-call, format: chat}}',
];
