import type { BenchFigures } from '../figures.ts';
import { ASSUMED, type CostPart, estimateCluster, estimateInstallation, estimateSeconds } from './estimate-usage.ts';
import { PRICES, PRICES_OF, type Price, priceOf } from './prices.ts';
import type { InstallationFacts } from './read-installation.ts';

const EVERY = [5, 15, 60] as const;

/** The document about costs. Same figures, prices and templates, same bytes. */
export function writeCosts(figures: BenchFigures, facts: InstallationFacts): string {
  const { checks } = figures;
  const middle = checks[Math.floor(checks.length / 2)];
  const largest = checks.at(-1);
  if (middle === undefined || largest === undefined) throw new Error('there are no figures; run npm run bench -- --json docs/bench.json');
  const parts = (every: number) => estimateCluster(middle, every, facts);
  const a = ASSUMED;
  return [
    '# What it costs',
    '',
    `Written by \`npm run costs\` from [bench.json](bench.json) (${figures.measuredOn}: ${figures.machine}), from the synthesised templates and from the prices`,
    `below (${PRICES_OF.region}, ${PRICES_OF.date}). An estimate: it was computed, not read off a bill, and free tiers are left out. A test keeps it equal to its sources.`,
    '',
    '## A cluster, a month',
    '',
    'Dollars for each cluster of a fleet, by its objects and by how often it is checked. What an installation costs by itself comes on top, once.',
    '',
    ...writeTable(
      ['objects', ...EVERY.map((every) => `every ${every} minutes`), 'seconds of `detect`', 'memory in the bench'],
      checks.map((check) => [
        formatCount(check.objects),
        ...EVERY.map((every) => dollars(sum(estimateCluster(check, every, facts)))),
        estimateSeconds(check).toFixed(1),
        `${Math.round(check.peakMemory / 1e6)} MB of ${Math.round(facts.memory.detect * 1024)}`,
      ]),
    ),
    '',
    `### Its parts, with ${formatCount(middle.objects)} objects`,
    '',
    ...writeTable(
      ['part', ...EVERY.map((every) => `every ${every} minutes`)],
      [
        ...parts(EVERY[0]).map(({ what }, i) => [what, ...EVERY.map((every) => dollars(priceOf(parts(every)[i]?.usage ?? {})))]),
        ['**together**', ...EVERY.map((every) => `**${dollars(sum(parts(every)))}**`)],
      ],
    ),
    '',
    '## An installation, a month',
    '',
    'Once, whatever the size of the fleet, with one schedule:',
    '',
    ...writeTable(
      ['part', ...EVERY.map((every) => `every ${every} minutes`)],
      [
        ...estimateInstallation(EVERY[0], facts).map(({ what }, i) => [
          what,
          ...EVERY.map((every) => dollars(priceOf(estimateInstallation(every, facts)[i]?.usage ?? {}))),
        ]),
        ['**together**', ...EVERY.map((every) => `**${dollars(sum(estimateInstallation(every, facts)))}**`)],
      ],
    ),
    '',
    '## What drives it, and what lowers it',
    '',
    '- **How often.** All but metrics and storage grows with the number of checks. Give the clusters that matter a `schedule` of their own, and the others `rate(1 hour)`;',
    '  with a webhook a push is checked at once, whatever the schedule.',
    `- **Seconds of \`detect\`**, which has one whole processor (${Math.round(facts.memory.detect * 1024)} MB). They follow the objects of the kinds that git declares: \`scope.excludeKinds\` leaves kinds unread.`,
    `- **State transitions**: ${facts.transitions.check} for each check (one to start it, ${facts.transitions.check - 1} states) and ${facts.transitions.run} for each run. Each retry is one more.`,
    `- **Custom metrics**: each metric of each cluster is ${dollars(PRICES.metric.dollars)} a month, however seldom it is written.`,
    '- **A VPC**, for private endpoints, is not in the table: a NAT gateway is about $33 a month and $0.045 a GB, an interface endpoint about $7.30 a month in each zone.',
    '- **Mail** through SES is not in the table either: about $0.10 for 1,000 mails to one recipient each (https://aws.amazon.com/ses/pricing/).',
    `- **Traffic** is not in the table either: a check of ${formatCount(largest.objects)} objects reads ${Math.round(largest.bytes / 1e6)} MB before compression (gzip makes it about a tenth). Within a region it is free or nearly so.`,
    '- **Reports are kept for good**, and S3 moves none under 128 KB to a cheaper class. An expiry is the operator’s to add.',
    '',
    '## What was assumed',
    '',
    `- A processor of Lambda takes ${a.slowness} times as long as that of the bench; each request to the API server waits ${a.secondsPerRequest * 1000} ms more than there; starting, STS, EKS, git, S3 and DynamoDB take ${a.secondsPerCheck} s of each check.`,
    `- \`notify\` takes ${a.notifySeconds} s for a check and ${a.tellSeconds} s at the end of a run, \`plan\` ${a.planSeconds} s, \`watch\` ${a.watchSeconds} s every ${a.watchMinutes} minutes.`,
    `- A check writes ${a.logBytesPerCheck / 1000} kB of logs, a run ${a.logBytesPerRun / 1000} kB. Logs are kept for three months; keeping them is a rounding error.`,
    `- A report has ${a.reportBytes / 1000} kB when it is compressed, and the table holds ${a.monthsKept} months of them.`,
    `- A cluster changes its state ${a.changesPerMonth} times a month; no more than that is published. A month has ${a.hoursPerMonth} hours.`,
    '- Nothing fails and nothing is retried; every execution is traced.',
    '',
    '## Prices',
    '',
    `List prices of ${PRICES_OF.region}, compared on ${PRICES_OF.date} with copies of these pages and with articles of 2026 about them, not with the live pages:`,
    'look at those before you rely on a figure, and change `test/bench/costs/prices.ts` where one has changed.',
    '',
    ...writeTable(
      ['', 'dollars', 'for one', 'said by'],
      Object.values<Price>(PRICES).map(({ what, dollars: price, per, source }) => [what, formatPrice(price), per, source]),
    ),
    '',
  ].join('\n');
}

function sum(parts: readonly CostPart[]): number {
  return parts.reduce((total, { usage }) => total + priceOf(usage), 0);
}

function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const writeRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [writeRow(head), `|${head.map(() => '---|').join('')}`, ...rows.map(writeRow)];
}

function dollars(amount: number): string {
  return amount > 0 && amount < 0.005 ? '< $0.01' : `$${amount.toFixed(2)}`;
}

function formatPrice(price: number): string {
  return `$${price.toFixed(10).replace(/(\.\d\d\d*?)0+$/, '$1')}`;
}

function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
