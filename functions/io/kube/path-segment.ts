/** True for what may stand between two slashes of an API path: names come from the server and must not lead anywhere else. */
export function isPathSegment(text: string): boolean {
  return /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(text);
}

/** Path of everything at one group version: `/api/v1`, `/apis/apps/v1`. */
export function pathOfGroupVersion(group: string, version: string): string {
  return group === '' ? `/api/${encodeURIComponent(version)}` : `/apis/${encodeURIComponent(group)}/${encodeURIComponent(version)}`;
}
