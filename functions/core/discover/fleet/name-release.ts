import { createHash } from 'node:crypto';

const LONGEST = 53;

/** The name of a bundle, and of its release, from the GitRepo and the folder (fleet:internal/names/name.go, HelmReleaseName). */
export function nameFleetRelease(text: string): string {
  const flat = text.replaceAll('/', '-');
  const needsDigest = flat !== flat.toLowerCase() || /[^a-zA-Z0-9-]/.test(flat);
  const unique = needsDigest ? `${flat}-${digest(flat, 8)}` : flat;
  const clean = unique
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');
  return /^[a-z0-9]/.test(clean) ? shorten(clean) : digest(text, 24);
}

function shorten(name: string): string {
  if (name.length <= LONGEST) return name;
  const begin = name.slice(0, LONGEST - 6);
  return `${begin}${begin.endsWith('-') ? '' : '-'}${digest(name, 5)}`;
}

function digest(text: string, length: number): string {
  return createHash('md5').update(text).digest('hex').slice(0, length);
}
