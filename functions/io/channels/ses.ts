import { type Mail, renderMail, writeMailSubject } from '../../core/alert/channels/ses.ts';
import { findMailRegion } from '../../core/config/channels/ses.ts';
import { renderDigestMail } from '../../core/digest/channels/mail.ts';
import { PlumblineError } from '../../core/errors.ts';
import type { OpenChannel } from './channel.ts';
import { describeAwsFailure } from './describe-aws-failure.ts';

const LATER = 'It was not sent; the next run tries again.';
const ADVICE: Readonly<Record<string, string>> = {
  MessageRejected: 'Verify the identity of the sender in SES; an account in the sandbox sends to verified addresses only.',
  MailFromDomainNotVerifiedException: 'The MAIL FROM domain of the identity is not verified: correct its DNS records.',
  AccountSuspendedException: 'SES has suspended this account: see the mails and the support case of AWS.',
  SendingPausedException: 'Sending is paused, for the account or the configuration set: see its reputation in SES, and switch it on again.',
  NotFoundException: 'There is no such identity or configuration set in that region.',
  TooManyRequestsException: `The sending rate of the account is used up. ${LATER}`,
  LimitExceededException: `The sending quota of the account is used up: ask for more. ${LATER}`,
};

/**
 * Sends a mail. SES confirms it with an id, which is its Message-ID as well: those after it refer to it. SES gives every mail a Message-ID of its own
 * (docs.aws.amazon.com/ses/latest/dg/header-fields.html), so the first one can only be known from its answer.
 */
export const openSes: OpenChannel<'ses'> = ({ from, name, to, region, identity, configurationSet }, world) => {
  const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
  /** The Message-ID of the mail. */
  const sendMail = async (mail: Mail): Promise<string> => {
    try {
      const { SendEmailCommand } = await import('@aws-sdk/client-sesv2');
      const client = await world.ses(findMailRegion({ region, identity }));
      const { MessageId } = await client.send(
        new SendEmailCommand({
          FromEmailAddress: `"${name}" <${from}>`,
          ...(identity?.startsWith('arn:') ? { FromEmailAddressIdentityArn: identity } : {}),
          Destination: { ToAddresses: [...to] },
          ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
          Content: {
            Simple: {
              Subject: part(mail.subject),
              Body: { Html: part(mail.html), Text: part(mail.text) },
              Headers: [...mail.headers],
            },
          },
        }),
      );
      if (MessageId === undefined) throw new PlumblineError('runtime', 'SES did not confirm the mail');
      return `${MessageId}@${spellHost(await client.config.region())}`;
    } catch (error) {
      throw describeAwsFailure(error, 'SES', 'ses:SendEmail', ADVICE);
    }
  };
  return {
    updates: false,
    send: async (alert, receipt) => {
      const { generation, subject, message } = receipt ?? {};
      const isKnown = generation === String(alert.generation) && subject !== undefined && message !== undefined;
      const root = isKnown ? { subject, message } : undefined;
      const id = await sendMail(renderMail(alert, root, from.replace(/^.*@/, '')));
      return isKnown ? receipt : { generation: String(alert.generation), subject: writeMailSubject(alert), message: id };
    },
    sendDigest: async (digest) => void (await sendMail(renderDigestMail(digest))),
  };
};

/** The domain of the ids that SES gives: its first region has a short one. */
function spellHost(region: string): string {
  return region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
}
