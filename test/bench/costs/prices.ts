/** What AWS asks for one unit of something. */
export interface Price {
  readonly what: string;
  readonly dollars: number;
  readonly per: string;
  /** The page that says so. */
  readonly source: string;
}

/** When these were looked up, and for which region. Prices of other regions differ by up to a fifth or so; free tiers are left out. */
export const PRICES_OF = { date: '2026-11-24', region: 'us-east-1' } as const;

const PAGES = 'https://aws.amazon.com';

/** Every price that the table is computed from. */
export const PRICES = {
  lambdaSecond: { what: 'Lambda, arm64', dollars: 0.0000133334, per: 'GB-second', source: `${PAGES}/lambda/pricing/` },
  lambdaSecondX86: { what: 'Lambda, x86_64', dollars: 0.0000166667, per: 'GB-second', source: `${PAGES}/lambda/pricing/` },
  lambdaRequest: { what: 'Lambda', dollars: 0.2e-6, per: 'request', source: `${PAGES}/lambda/pricing/` },
  transition: { what: 'Step Functions, Standard', dollars: 0.025e-3, per: 'state transition', source: `${PAGES}/step-functions/pricing/` },
  trace: { what: 'X-Ray', dollars: 5e-6, per: 'trace recorded', source: `${PAGES}/xray/pricing/` },
  s3Write: { what: 'S3 Standard', dollars: 0.005e-3, per: 'PUT or LIST', source: `${PAGES}/s3/pricing/` },
  s3Read: { what: 'S3 Standard', dollars: 0.0004e-3, per: 'GET or HEAD', source: `${PAGES}/s3/pricing/` },
  s3Storage: { what: 'S3 Standard', dollars: 0.023, per: 'GB-month', source: `${PAGES}/s3/pricing/` },
  tableWrite: { what: 'DynamoDB, on demand', dollars: 0.625e-6, per: 'write unit', source: `${PAGES}/dynamodb/pricing/on-demand/` },
  tableRead: { what: 'DynamoDB, on demand', dollars: 0.125e-6, per: 'read unit', source: `${PAGES}/dynamodb/pricing/on-demand/` },
  logs: { what: 'CloudWatch Logs', dollars: 0.5, per: 'GB ingested', source: `${PAGES}/cloudwatch/pricing/` },
  metric: { what: 'CloudWatch', dollars: 0.3, per: 'custom metric and month', source: `${PAGES}/cloudwatch/pricing/` },
  alarm: { what: 'CloudWatch', dollars: 0.1, per: 'metric of an alarm and month', source: `${PAGES}/cloudwatch/pricing/` },
  key: { what: 'KMS', dollars: 1, per: 'key and month, and as much for its first and second rotation', source: `${PAGES}/kms/pricing/` },
  keyRequest: { what: 'KMS', dollars: 0.03e-4, per: 'request', source: `${PAGES}/kms/pricing/` },
  secret: { what: 'Secrets Manager', dollars: 0.4, per: 'secret and month', source: `${PAGES}/secrets-manager/pricing/` },
  secretRequest: { what: 'Secrets Manager', dollars: 0.05e-4, per: 'request', source: `${PAGES}/secrets-manager/pricing/` },
  topic: { what: 'SNS', dollars: 0.5e-6, per: 'publish', source: `${PAGES}/sns/pricing/` },
  event: { what: 'EventBridge', dollars: 1e-6, per: 'custom event', source: `${PAGES}/eventbridge/pricing/` },
  schedule: { what: 'EventBridge Scheduler', dollars: 1e-6, per: 'invocation', source: `${PAGES}/eventbridge/pricing/` },
} satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof PRICES;

/** What something uses of what is paid for. */
export type Usage = Readonly<Partial<Record<PriceName, number>>>;

/** Dollars for it. */
export function priceOf(usage: Usage): number {
  return (Object.keys(usage) as PriceName[]).reduce((sum, name) => sum + PRICES[name].dollars * (usage[name] ?? 0), 0);
}

/** Several usages together. */
export function addUsage(...usages: readonly Usage[]): Usage {
  const sum: Partial<Record<PriceName, number>> = {};
  for (const usage of usages) for (const name of Object.keys(usage) as PriceName[]) sum[name] = (sum[name] ?? 0) + (usage[name] ?? 0);
  return sum;
}

/** So many times as much. */
export function timesUsage(usage: Usage, times: number): Usage {
  return Object.fromEntries(Object.entries(usage).map(([name, amount]) => [name, amount * times]));
}
