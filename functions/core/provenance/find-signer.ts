import { matchPatterns } from './match-patterns.ts';
import type { AllowedSigner } from './parse-allowed-signers.ts';

/** Who made a signature that is intact, by the operator's list. */
export type FoundSigner =
  | { readonly type: 'good'; readonly principal: string }
  | { readonly type: 'expired' | 'unknown-signer'; readonly reason: string };

/** A key at work. `at`: when the signature was made, in seconds since 1970. `email`: what the commit says of who made it. */
export interface SignerQuery {
  readonly key: Buffer;
  readonly namespace: string;
  readonly at: number;
  readonly email: string | undefined;
}

/** Looks a key up. Any line that allows it will do, as for OpenSSH; where none does, the nearest miss is the reason. */
export function findSigner(signers: readonly AllowedSigner[], query: SignerQuery): FoundSigner {
  const lines = signers.filter(({ key, isAuthority }) => !isAuthority && key.equals(query.key));
  const judged = lines.map((line) => judgeLine(line, query));
  return (
    judged.find(({ type }) => type === 'good') ??
    judged.find(({ type }) => type === 'expired') ??
    judged[0] ?? { type: 'unknown-signer', reason: 'the key that signed it is no allowed signer' }
  );
}

function judgeLine({ principals, namespaces, validAfter, validBefore }: AllowedSigner, { namespace, at, email }: SignerQuery): FoundSigner {
  if (namespaces !== undefined && !matchPatterns(namespace, namespaces))
    return { type: 'unknown-signer', reason: `the key that signed it may sign ${namespaces.join(', ')}, and not ${namespace}` };
  if (validAfter !== undefined && at < validAfter)
    return {
      type: 'unknown-signer',
      reason: `the key that signed it counts from ${formatSeconds(validAfter)} on, and the signature is older`,
    };
  if (validBefore !== undefined && at > validBefore)
    return { type: 'expired', reason: `the key that signed it counted until ${formatSeconds(validBefore)}, and the signature is later` };
  return { type: 'good', principal: choosePrincipal(principals, email) };
}

/** The committer where the line is about them, else who the line names. A pattern names nobody in particular. */
function choosePrincipal(principals: readonly string[], email: string | undefined): string {
  if (email !== undefined && matchPatterns(email, principals)) return email;
  return principals.find((principal) => !/[*?!]/.test(principal)) ?? principals.join(',');
}

function formatSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
