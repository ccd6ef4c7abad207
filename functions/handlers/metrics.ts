import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE, type Metric } from '../core/metrics/metric.ts';

/** Writes metrics into the log of the function, whence CloudWatch takes them. `details` stand beside them, to search for. */
export function publishMetrics(installation: string, list: readonly Metric[], details: Readonly<Record<string, string>> = {}): void {
  for (const group of Map.groupBy(list, ({ cluster }) => cluster).values()) {
    const cluster = group[0]?.cluster;
    const metrics = new Metrics({ namespace: METRIC_NAMESPACE });
    // Otherwise the name of the service would be a dimension of each.
    metrics.clearDefaultDimensions();
    metrics.setDefaultDimensions({ installation, ...(cluster === undefined ? {} : { cluster }) });
    for (const [key, value] of Object.entries(details)) metrics.addMetadata(key, value);
    for (const { name, unit, value } of group) {
      for (const each of typeof value === 'number' ? [value] : value) metrics.addMetric(name, unit, each);
    }
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}
