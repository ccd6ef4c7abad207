import { Duration } from 'aws-cdk-lib';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { CheckSchedule } from '../../functions/core/config/list-schedules.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';

export interface CheckSchedulesProps {
  readonly schedules: readonly CheckSchedule[];
  readonly machine: IStateMachine;
  readonly alarmTopic: ITopic;
}

/** Starts a run at each schedule of the configuration, of the checks of that schedule. A start that fails is not made up for after the next one. */
export class CheckSchedules extends Construct {
  constructor(scope: Construct, id: string, { schedules, machine, alarmTopic }: CheckSchedulesProps) {
    super(scope, id);
    const deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters', { holds: 'runs that could not be started', alarmTopic });
    for (const [index, { expression, everyMinutes }] of schedules.entries()) {
      new Schedule(this, `Schedule${index}`, {
        description: `Plumbline: the checks that run at ${expression}`,
        schedule: ScheduleExpression.expression(expression),
        target: new StepFunctionsStartExecution(machine, {
          input: ScheduleTargetInput.fromObject({
            run: ContextAttribute.executionId,
            at: ContextAttribute.scheduledTime,
            schedule: expression,
          }),
          maxEventAge: Duration.minutes(Math.min(everyMinutes, 60)),
          deadLetterQueue,
        }),
      });
    }
  }
}
