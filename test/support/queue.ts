/** A queue of moto, spoken to in its query protocol: enough to see what a topic or a bus delivered. */
export interface Queue {
  readonly url: string;
  readonly arn: string;
  /** Takes every message that is there. */
  readonly take: () => Promise<string[]>;
}

export async function createQueue(endpoint: string, name: string, account = '123456789012', region = 'eu-central-1'): Promise<Queue> {
  const call = async (parameters: Record<string, string>): Promise<string> => {
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=testing/20260101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=0`,
    };
    const response = await fetch(endpoint, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ Version: '2012-11-05', ...parameters }),
    });
    return response.text();
  };
  // What was taken stays taken, for as long as a test can last.
  await call({ Action: 'CreateQueue', QueueName: name, 'Attribute.1.Name': 'VisibilityTimeout', 'Attribute.1.Value': '43200' });
  const url = `${endpoint}/${account}/${name}`;
  return {
    url,
    arn: `arn:aws:sqs:${region}:${account}:${name}`,
    take: async () => {
      const taken: string[] = [];
      for (;;) {
        const answer = await call({ Action: 'ReceiveMessage', QueueUrl: url, MaxNumberOfMessages: '10' });
        const bodies = [...answer.matchAll(/<Body>([\s\S]*?)<\/Body>/g)].map(([, body = '']) => decodeXml(body));
        if (bodies.length === 0) return taken;
        taken.push(...bodies);
      }
    },
  };
}

function decodeXml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
