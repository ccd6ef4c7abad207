import type { TemplateResource } from './sample-installation.ts';

/** A statement of a policy, every value a list of text. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly targets: readonly string[];
  readonly principals: readonly string[];
  /** As JSON. */
  readonly condition: string;
}

/** The statements of whatever policy a resource carries: of a key, a bucket, a topic, a queue, a role. */
export function listStatements({ properties }: TemplateResource): readonly Statement[] {
  const { PolicyDocument, KeyPolicy, AssumeRolePolicyDocument, Policies = [] } = properties;
  const documents = [PolicyDocument, KeyPolicy, AssumeRolePolicyDocument, ...listValues(Policies).map((policy) => policy.PolicyDocument)];
  return documents
    .filter((document) => document !== undefined)
    .flatMap(({ Statement }) => listValues(Statement))
    .map(({ Effect, Action, NotAction, Resource, NotResource, Principal, Condition }) => {
      if (NotAction !== undefined || NotResource !== undefined) throw new Error('what is not excepted is allowed: say what is');
      return {
        effect: Effect,
        actions: listValues(Action).map(writeValue),
        targets: listValues(Resource).map(writeValue),
        principals:
          typeof Principal === 'object'
            ? Object.values(Principal).flatMap(listValues).map(writeValue)
            : listValues(Principal).map(writeValue),
        condition: JSON.stringify(Condition ?? {}),
      };
    });
}

/** A value of a template as text: `{Reports.Arn}/*`. */
// biome-ignore lint/suspicious/noExplicitAny: what an intrinsic function of CloudFormation holds
export function writeValue(value: any): string {
  if (typeof value === 'string') return value;
  if (value?.['Fn::Join']) return value['Fn::Join'][1].map(writeValue).join(value['Fn::Join'][0]);
  if (value?.['Fn::GetAtt']) return `{${value['Fn::GetAtt'].join('.')}}`;
  if (value?.['Fn::Sub']) return value['Fn::Sub'].replaceAll('${', '{');
  if (value?.Ref) return `{${value.Ref}}`;
  return JSON.stringify(value);
}

// biome-ignore lint/suspicious/noExplicitAny: a value of a template, or a list of them
function listValues(value: any): any[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
