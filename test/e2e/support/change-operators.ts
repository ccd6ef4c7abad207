import type { ChangeOperator } from './change-operator.ts';
import { access } from './operators/access.ts';
import { configuration } from './operators/configuration.ts';
import { deploymentDeclared } from './operators/deployment-declared.ts';
import { deploymentSilent } from './operators/deployment-silent.ts';
import { extension } from './operators/extension.ts';
import { network } from './operators/network.ts';
import { objects } from './operators/objects.ts';
import { scalingAndStorage } from './operators/scaling-and-storage.ts';
import { tricky } from './operators/tricky.ts';
import { workloads } from './operators/workloads.ts';

/** Every change by hand that a check is measured with. */
export const changeOperators: readonly ChangeOperator[] = [
  ...deploymentDeclared,
  ...deploymentSilent,
  ...workloads,
  ...network,
  ...configuration,
  ...access,
  ...scalingAndStorage,
  ...extension,
  ...objects,
  ...tricky,
];
