import type { TemplateResource } from '../infra/sample-installation.ts';

/** What a name of a template stands for: `Detect5AA79D75.Arn`, `AWS::Partition`, or the name under which another stack gives something out. */
export type ResolveName = (name: string) => string;

/** The definition of the state machine of a template, as CloudFormation would give it to Step Functions. Throws where a name stands for nothing. */
export function readDefinition(resources: readonly TemplateResource[], resolve: ResolveName): Record<string, unknown> {
  const [machine, ...others] = resources.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine');
  if (machine === undefined || others.length > 0) throw new Error(`${others.length + (machine ? 1 : 0)} state machines in the templates`);
  return JSON.parse(resolveText(machine.properties.DefinitionString, resolve)) as Record<string, unknown>;
}

function resolveText(value: unknown, resolve: ResolveName): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value as object);
  if (others.length > 0) throw new Error(`this is no intrinsic function: ${JSON.stringify(value)}`);
  switch (name) {
    case 'Ref':
    case 'Fn::ImportValue':
      return resolve(resolveText(argument, resolve));
    case 'Fn::GetAtt':
      return resolve((argument as string[]).join('.'));
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => resolveText(part, resolve)).join(separator);
    }
    default:
      throw new Error(`${name} is not resolved here`);
  }
}
