import { listStatements, type Statement, writeValue } from './list-statements.ts';
import type { TemplateResource } from './sample-installation.ts';

/** A function of a template, and all that it may do. */
export interface DeployedFunction extends TemplateResource {
  /** The handler it runs: `plan`. */
  readonly name: string;
  /** What its role is allowed. */
  readonly allowed: readonly Statement[];
  readonly denied: readonly Statement[];
}

/** Every function there is, by what it runs. */
export function listFunctions(resources: readonly TemplateResource[]): DeployedFunction[] {
  return resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .map((resource) => {
      const [role] = resource.properties.Role['Fn::GetAtt'];
      const statements = listPolicies(resources, resource.stack, role).flatMap(listStatements);
      return {
        ...resource,
        name: String(resource.properties.Environment?.Variables?.POWERTOOLS_SERVICE_NAME ?? resource.id),
        allowed: statements.filter(({ effect }) => effect === 'Allow'),
        denied: statements.filter(({ effect }) => effect === 'Deny'),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The policies of a role. */
export function listPolicies(resources: readonly TemplateResource[], stack: string, role: string): TemplateResource[] {
  return resources.filter(
    (resource) =>
      resource.type === 'AWS::IAM::Policy' && resource.stack === stack && resource.properties.Roles.map(writeValue).includes(`{${role}}`),
  );
}

/** What an ARN or an address of a template says without the digests that CDK ends its ids with. */
export function withoutDigests(text: string): string {
  return text.replaceAll(/[0-9A-F]{8}(?=[.}])/g, '').replaceAll(/[0-9a-f]{64}/g, '<digest>');
}
