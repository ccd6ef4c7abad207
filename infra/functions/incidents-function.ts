import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { FunctionRole } from '../constructs/function-role.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import type { FunctionContext } from './function-context.ts';

/** `incidents`: lists what is open, and takes down what people say of it. It reaches the table and nothing else, and is called by name. */
export class IncidentsFunction extends HandlerFunction {
  constructor(scope: Construct, id: string, { installation, storage, alerts }: FunctionContext) {
    super(scope, id, {
      installation,
      handler: 'incidents',
      functionName: `${installation}-incidents`,
      role: new FunctionRole(scope, `${id}Role`),
      environment: { PLUMBLINE_STATE_TABLE: storage.state.tableName },
      memoryMb: 512,
      timeout: Duration.minutes(1),
      alarmTopic: alerts.chat,
    });
    storage.allowWriteDocuments(this);
  }
}
