import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '../constructs/handler-function.ts';
import type { DetectFunction } from './detect-function.ts';
import type { FunctionContext } from './function-context.ts';

export interface GateFunctionProps {
  readonly detect: DetectFunction;
}

/**
 * `gate`: compares a cluster with a revision that is to be released, for whoever waits for the answer. It runs as `detect` does: the same clusters,
 * repositories and secrets, and a folder of its own for what it found. Its answer is streamed, so it is called by InvokeWithResponseStream, by name.
 */
export class GateFunction extends HandlerFunction {
  constructor(
    scope: Construct,
    id: string,
    { installation, storage, alerts, network, tools }: FunctionContext,
    { detect }: GateFunctionProps,
  ) {
    super(scope, id, {
      installation,
      handler: 'gate',
      functionName: `${installation}-gate`,
      role: detect.ownRole,
      environment: detect.variables,
      memoryMb: 1769, // one whole processor
      timeout: Duration.minutes(15),
      tools,
      network,
      alarmTopic: alerts.chat,
    });
    // It hands out addresses of what it stored, which are signed with its role.
    storage.allowRead(this, storage.reports, 'gates/*');
    storage.allowWrite(this, storage.reports, 'gates/*');
  }
}
