/** How git's state gets into the cluster. Each leaves other traces in managedFields. */
export type DeliveryWay = 'client-side-apply' | 'server-side-apply' | 'create';

/** What kubectl is told, and what the names of the objects delivered so begin with. */
export const deliveryWays: Readonly<Record<DeliveryWay, { readonly args: readonly string[]; readonly prefix: string }>> = {
  'client-side-apply': { args: ['apply'], prefix: 'csa' },
  'server-side-apply': { args: ['apply', '--server-side'], prefix: 'ssa' },
  create: { args: ['create'], prefix: 'new' },
};
