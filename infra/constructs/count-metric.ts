import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

/** What the functions of an installation count, by the name that they give it. */
export function countMetric(installation: string, metricName: string, options: Pick<MetricOptions, 'statistic' | 'period'>): Metric {
  return new Metric({ namespace: 'Plumbline', metricName, dimensionsMap: { installation }, ...options });
}
