/**
 * Lets the calls of these clients through one after the other. S3 and DynamoDB look at a condition and write as one act; moto, with a thread for each
 * request, does not, so that of two writers at once both can win there and nowhere else. Which of them is first stays open.
 */
export function serialiseCalls(...clients: readonly { readonly middlewareStack: { readonly add: (...step: never) => void } }[]): void {
  let last: Promise<unknown> = Promise.resolve();
  const queue = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = last.then(run, run);
    last = mine.catch(() => undefined);
    return mine;
  };
  type Step = (next: (args: unknown) => Promise<unknown>) => (args: unknown) => Promise<unknown>;
  const step: Step = (next) => (args) => queue(() => next(args));
  for (const { middlewareStack } of clients) middlewareStack.add(...([step, { step: 'deserialize', priority: 'low' }] as unknown as never));
}
