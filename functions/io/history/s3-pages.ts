import type { S3Files } from '../aws/s3-files.ts';
import type { PageShelf } from './page-shelf.ts';

/** Pages in the bucket of the reports. */
export function openS3Pages(files: S3Files): PageShelf {
  return {
    read: files.read,
    replace: async (key, content, tag) => ((await files.write(key, content, 'text/html; charset=utf-8', tag)) ? 'replaced' : 'refused'),
  };
}
