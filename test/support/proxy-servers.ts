import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A proxy on loopback that notes whom it connected to. Ends with the test. */
export interface FakeProxy {
  readonly url: string;
  readonly targets: readonly string[];
}

/** An HTTP proxy that opens tunnels (CONNECT). It knows hosts below `.test`, all this machine, and refuses `.invalid`. */
export async function startHttpProxy(test: TestContext): Promise<FakeProxy> {
  const targets: string[] = [];
  const server = createServer();
  server.on('connect', (request, socket: Socket) => {
    targets.push(request.url ?? '');
    const [host = '', port = ''] = (request.url ?? '').split(':');
    if (host.endsWith('.invalid')) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const target = connect(Number(port), host.endsWith('.test') ? '127.0.0.1' : host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const end of [target, socket]) end.on('error', () => end.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(test, server)}`, targets };
}

/** A SOCKS5 proxy without authentication. */
export async function startSocksProxy(test: TestContext): Promise<FakeProxy> {
  const targets: string[] = [];
  const server = createTcpServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (request) => {
        const [host, end] =
          request[3] === 1
            ? [request.subarray(4, 8).join('.'), 8]
            : [request.subarray(5, 5 + (request[4] ?? 0)).toString(), 5 + (request[4] ?? 0)];
        const port = request.readUInt16BE(end);
        targets.push(`${host}:${port}`);
        const target = connect(port, host, () => {
          socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          target.pipe(socket).pipe(target);
        });
        target.on('error', () => socket.destroy());
      });
    });
    socket.on('error', () => socket.destroy());
  });
  return { url: `socks5://127.0.0.1:${await listen(test, server)}`, targets };
}

async function listen(test: TestContext, server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
