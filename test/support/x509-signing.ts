import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from './certificates.ts';
import type { SigningRepository } from './signing.ts';

/** Settings with which git signs by openssl and this certificate, `others` put into the signature; `options` are more of `openssl cms`. */
export function x509Settings(
  { home }: SigningRepository,
  certificate: Certificate,
  others: readonly Certificate[] = [],
  options: readonly string[] = [],
): string[] {
  const path = (name: string): string => join(home, name);
  writeFileSync(path('own.pem'), certificate.cert);
  writeFileSync(path('own.key'), certificate.key, { mode: 0o600 });
  writeFileSync(path('others.pem'), others.map(({ cert }) => cert).join(''));
  const words = [
    'openssl cms -sign -binary -outform PEM',
    `-signer ${path('own.pem')} -inkey ${path('own.key')}`,
    ...(others.length > 0 ? [`-certfile ${path('others.pem')}`] : []),
    ...options,
  ];
  const lines = [
    '#!/bin/sh',
    'set -e',
    `${words.join(' ')} | sed "s/ CMS-/ SIGNED MESSAGE-/"`,
    "printf '\\n[GNUPG:] SIG_CREATED \\n' >&2",
    '',
  ];
  writeFileSync(path('sign'), lines.join('\n'), { mode: 0o700 });
  return ['gpg.format=x509', `gpg.x509.program=${path('sign')}`, 'user.signingKey=own', 'commit.gpgSign=true'];
}

/** The setting that makes git verify with the real gpgsm, which trusts these authorities. */
export function gpgsmSettings({ home, run }: SigningRepository, authorities: readonly Certificate[]): string[] {
  writeFileSync(join(home, 'gpgsm.conf'), 'disable-crl-checks\ndisable-dirmngr\nbatch\n');
  const lines = authorities.map(({ cert }) => `${new X509Certificate(cert).fingerprint} S relax\n`);
  writeFileSync(join(home, 'trustlist.txt'), lines.join(''));
  for (const { cert } of authorities) run('gpgsm', ['--import'], cert);
  return ['gpg.format=x509'];
}
