// Runs in CloudFront: JavaScript of its runtime 2.0, nothing of Node. It lets nobody in: what it puts into cookies is what CloudFront verifies afterwards.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const location = {
    location: { value: '/history/index.html' },
    'cache-control': { value: 'no-store' },
    'referrer-policy': { value: 'no-referrer' },
  };
  const found = { statusCode: 302, statusDescription: 'Found', headers: location };
  if (event.request.uri !== '/enter') return found;
  const given = ['p', 's', 'k'].map((name) => (event.request.querystring[name] ? event.request.querystring[name].value : ''));
  if (!given.every((value) => /^[A-Za-z0-9_~-]{1,2048}$/.test(value))) return { statusCode: 400, statusDescription: 'Bad Request' };
  const attributes = 'Secure; HttpOnly; SameSite=Lax; Path=/';
  found.cookies = {
    'CloudFront-Policy': { value: given[0], attributes: attributes },
    'CloudFront-Signature': { value: given[1], attributes: attributes },
    'CloudFront-Key-Pair-Id': { value: given[2], attributes: attributes },
  };
  return found;
}
