import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { DigestSchedule } from '../../functions/core/config/list-digest-schedules.ts';

export interface DigestSchedulesProps {
  readonly schedules: readonly DigestSchedule[];
  readonly notify: LambdaFunction;
}

/** Asks `notify` for the digests that are due, at each time and zone of the configuration. What fails here is made up for at the end of the next run. */
export class DigestSchedules extends Construct {
  constructor(scope: Construct, id: string, { schedules, notify }: DigestSchedulesProps) {
    super(scope, id);
    const { deadLetterQueue } = notify;
    const role = this.createRole(notify);
    for (const [index, { expression, timeZone }] of schedules.entries()) {
      new Schedule(this, `Schedule${index}`, {
        description: `Plumbline: the digests at ${expression}, ${timeZone}`,
        schedule: ScheduleExpression.expression(expression, TimeZone.of(timeZone)),
        target: new LambdaInvoke(notify, {
          input: ScheduleTargetInput.fromObject({ digests: ContextAttribute.scheduledTime }),
          maxEventAge: Duration.hours(1),
          role,
          ...(deadLetterQueue === undefined ? {} : { deadLetterQueue }),
        }),
      });
    }
  }

  /** The one that CDK makes may invoke every version of the function; this one, the function. */
  private createRole(notify: LambdaFunction) {
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions }) });
    Grant.addToPrincipal({ grantee: role, actions: ['lambda:InvokeFunction'], resourceArns: [notify.functionArn] });
    notify.deadLetterQueue?.grantSendMessages(role);
    return role.withoutPolicyUpdates();
  }
}
