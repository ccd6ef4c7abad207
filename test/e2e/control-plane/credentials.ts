import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who may log in, each with a token that is made anew at every start. */
export interface Credentials {
  admin: string;
  reader: string;
  controllerManager: string;
  tokenFile: string;
  serviceAccountKeyFile: string;
}

/** The user name of the account without rights. Discovery and OpenAPI it may read, as everybody who has authenticated may. */
export const readerUser = 'reader';

/** Writes the token file of the API server and the key that signs ServiceAccount tokens. */
export function writeCredentials(directory: string): Credentials {
  const [admin, reader, controllerManager] = [makeToken(), makeToken(), makeToken()];
  const tokenFile = join(directory, 'tokens.csv');
  const rows = [
    `${admin},admin,admin,"system:masters"`,
    `${reader},${readerUser},${readerUser}`,
    `${controllerManager},system:kube-controller-manager,kube-controller-manager`,
  ];
  writeFileSync(tokenFile, `${rows.join('\n')}\n`, { mode: 0o600 });
  const serviceAccountKeyFile = join(directory, 'service-account.key');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(serviceAccountKeyFile, privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });
  return { admin, reader, controllerManager, tokenFile, serviceAccountKeyFile };
}

function makeToken(): string {
  return randomBytes(24).toString('hex');
}
