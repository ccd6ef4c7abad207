import { createHash } from 'node:crypto';
import type { JsonObject } from '../../json.ts';
import { readText } from '../read-fields.ts';

/** GetReleaseName; what is too long for Helm is shortened (helm-controller:internal/release, ShortenName). */
export function nameRelease(spec: JsonObject, name: string): string {
  const targetNamespace = readText(spec['targetNamespace']);
  const release = readText(spec['releaseName']) ?? (targetNamespace === undefined ? name : `${targetNamespace}-${name}`);
  return release.length <= 53 ? release : `${release.slice(0, 40)}-${createHash('sha256').update(release).digest('hex').slice(0, 12)}`;
}
