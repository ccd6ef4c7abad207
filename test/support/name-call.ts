import type { IncomingMessage } from 'node:http';

/** What a request to AWS, a git host or an API server asks for, in words that are the same for every check: `S3 PUT report`, `kube GET /api/v1/configmaps`. */
export function nameCall({ method = '', url = '', headers }: IncomingMessage, body: Buffer): string {
  const { pathname, searchParams } = new URL(url, 'http://relay');
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return nameTarget(target, body);
  if (headers['user-agent'] === 'plumbline') return `kube GET ${pathname}`;
  const git = /^\/git\/[^/]+\/repository\.git\/(.+)$/.exec(pathname)?.[1];
  if (git !== undefined) return `git ${method} ${git}`;
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? 'unsigned';
  if (service === 's3') return `S3 ${method} ${nameObject(pathname, searchParams)}`;
  const action = new URLSearchParams(body.toString()).get('Action');
  const topic = new URLSearchParams(body.toString()).get('TopicArn')?.split(':').at(-1);
  if (action !== null) return [service, action, topic].filter((part) => part !== undefined).join(' ');
  return `${service} ${method} ${pathname}`;
}

function nameTarget(target: string, body: Buffer): string {
  const [service = '', action = ''] = target.split('.');
  const secret = action === 'GetSecretValue' ? [(JSON.parse(body.toString()) as { readonly SecretId: string }).SecretId] : [];
  return [service.replace(/_\d+$/, ''), action, ...secret].join(' ');
}

function nameObject(pathname: string, query: URLSearchParams): string {
  if (query.has('list-type')) return 'list';
  if (pathname.endsWith('/latest.json')) return 'latest';
  return /\/(reports)\/reports\//.test(pathname) ? 'report' : (pathname.split('/').slice(1, 3).join('/') ?? '');
}
