import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { findMailRegion } from '../../functions/core/config/channels/ses.ts';
import type { MailNeed } from '../../functions/core/config/list-route-needs.ts';

/** Allows to send mail through SES from one address, to the addresses of one route and to nobody else. */
export function allowMail(grantee: Construct & IGrantable, mail: MailNeed): void {
  const { from, to, identity, configurationSet } = mail;
  const region = findMailRegion(mail);
  const spell = (resource: string, resourceName: string): string =>
    Stack.of(grantee).formatArn({ service: 'ses', resource, resourceName, ...(region === undefined ? {} : { region }) });
  // SES asks for the identity that it finds: the address if that is verified, or else its domain.
  const identities = identity === undefined ? [from, from.replace(/^.*@/, '')] : [identity];
  Grant.addToPrincipal({
    grantee,
    actions: ['ses:SendEmail'],
    resourceArns: [
      ...identities.map((each) => (each.startsWith('arn:') ? each : spell('identity', each))),
      ...(configurationSet === undefined ? [] : [spell('configuration-set', configurationSet)]),
    ],
    conditions: {
      StringEqualsIgnoreCase: { 'ses:FromAddress': from },
      'ForAllValues:StringEqualsIgnoreCase': { 'ses:Recipients': [...to] },
    },
  });
}
