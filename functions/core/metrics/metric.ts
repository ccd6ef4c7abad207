/** Where all metrics of Plumbline stand in CloudWatch. */
export const METRIC_NAMESPACE = 'Plumbline';

/** A figure for CloudWatch. Its dimension is the installation; with `cluster` also the cluster, and each such metric of each cluster is paid for. */
export interface Metric {
  readonly name: string;
  readonly unit: 'Count' | 'Seconds' | 'Bytes' | 'Percent';
  /** Several values are one metric, of which CloudWatch tells any percentile. */
  readonly value: number | readonly number[];
  readonly cluster?: string;
}
