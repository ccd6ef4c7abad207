import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** A role that functions run as. It starts with nothing. `roleName` only where another account, or a person, has to know it. */
export class FunctionRole extends Role {
  constructor(scope: Construct, id: string, roleName?: string) {
    super(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), ...(roleName === undefined ? {} : { roleName }) });
  }
}
