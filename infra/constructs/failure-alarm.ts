import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface FailureAlarmProps {
  /** A sentence for whoever is woken. */
  readonly description: string;
  /** Counts what must not happen. */
  readonly metric: IMetric;
  readonly topic: ITopic;
  /** What it means where nothing was counted. Default: all is well. */
  readonly missing?: TreatMissingData;
}

/** Rings the topic at the first of something that must not happen. */
export class FailureAlarm extends Alarm {
  constructor(scope: Construct, id: string, { description, metric, topic, missing = TreatMissingData.NOT_BREACHING }: FailureAlarmProps) {
    super(scope, id, {
      alarmDescription: `Plumbline: ${description}`,
      metric,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: missing,
    });
    this.addAlarmAction(new SnsAction(topic));
  }
}
