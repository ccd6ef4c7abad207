import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeFolder } from './git-repository.ts';

/** How the host behaves. `vanishAfter`: bytes of a pack after which it drops the connection. `silent`: takes requests and never answers. */
export interface GitHostOptions {
  readonly token?: string;
  readonly tls?: boolean;
  vanishAfter?: number;
  silent?: boolean;
  /** Where to send every request instead. */
  redirectTo?: string;
}

/** A git host on loopback: `git http-backend` behind a small CGI server. */
export interface GitHost {
  readonly url: string;
  readonly certificate: string;
  /** Requests as they came: method, path, the Authorization header where there was one, and the bytes that were answered. */
  readonly requests: { readonly method: string; readonly path: string; readonly authorization: string | undefined; bytes: number }[];
}

/** Serves the repository in `folder` as `/repository.git` until the test ends. */
export async function startGitHost(t: TestContext, folder: string, options: GitHostOptions = {}): Promise<GitHost> {
  const requests: GitHost['requests'] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = 'GET', url = '/', headers } = request;
    const record = { method, path: url, authorization: headers.authorization, bytes: 0 };
    requests.push(record);
    const { socket } = response;
    const before = socket?.bytesWritten ?? 0;
    response.on('close', () => {
      record.bytes = (socket?.bytesWritten ?? 0) - before;
    });
    if (options.silent) return;
    if (options.token !== undefined && !isAllowed(headers.authorization, options.token)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end('who are you?');
    } else if (options.redirectTo !== undefined) response.writeHead(301, { location: options.redirectTo + url }).end();
    else if (!url.startsWith('/repository.git/')) response.writeHead(404).end('no such repository');
    else runBackend(folder, request, response, options);
  };
  const certificate = options.tls ? makeCertificate(t) : { key: '', cert: '' };
  const server = options.tls ? createHttpsServer(certificate, answer) : createHttpServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const scheme = options.tls ? 'https' : 'http';
  return { url: `${scheme}://127.0.0.1:${port}/repository.git`, certificate: certificate.cert, requests };
}

function runBackend(folder: string, request: IncomingMessage, response: ServerResponse, options: GitHostOptions): void {
  const url = new URL(request.url ?? '/', 'http://host');
  const backend = spawn('git', ['-c', 'safe.directory=*', '-c', 'uploadpack.allowReachableSHA1InWant=true', 'http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROJECT_ROOT: join(folder, '.git'),
      PATH_INFO: url.pathname.replace('/repository.git', ''),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      ...(typeof request.headers['git-protocol'] === 'string' ? { GIT_PROTOCOL: request.headers['git-protocol'] } : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(backend.stdin);
  let head = Buffer.alloc(0);
  let sent = 0;
  backend.stdout.on('data', (chunk: Buffer) => {
    if (response.headersSent) return write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const lines = head.toString('latin1', 0, end).split('\r\n');
    const headers = Object.fromEntries(lines.map((line) => line.split(/:\s*/, 2) as [string, string]));
    response.writeHead(Number.parseInt(headers['Status'] ?? '200', 10), headers);
    write(head.subarray(end + 4));
  });
  backend.stdout.on('end', () => response.end());

  function write(chunk: Buffer): void {
    const isPack = request.method === 'POST' && options.vanishAfter !== undefined && /packfile|PACK/.test(chunk.toString('latin1'));
    if (options.vanishAfter !== undefined && (isPack || sent > 0)) {
      sent += chunk.length;
      response.write(chunk.subarray(0, options.vanishAfter), () => response.destroy());
      return;
    }
    response.write(chunk);
  }
}

function isAllowed(authorization: string | undefined, token: string): boolean {
  const [, password] = Buffer.from(authorization?.replace('Basic ', '') ?? '', 'base64')
    .toString()
    .split(':');
  return password === token;
}

function makeCertificate(t: TestContext): { key: string; cert: string } {
  const folder = makeFolder(t);
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', ...name, ...files],
    {
      stdio: 'ignore',
    },
  );
  return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(join(folder, 'cert.pem'), 'utf8') };
}
