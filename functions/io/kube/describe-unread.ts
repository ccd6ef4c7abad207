import type { KindRead, UncheckedKind } from '../../core/live-state.ts';
import type { RequestError } from './request-error.ts';

/** A failed read as data: what happened, and what to do about it. */
export function describeUnread(read: KindRead, error: RequestError): UncheckedKind {
  const { group, version, kind } = read.served;
  const advice = adviseOn(read, error);
  return {
    type: 'kind',
    group,
    version,
    kind,
    reason: error.reason === 'too-large' ? 'invalid-response' : error.reason,
    message: advice === undefined ? error.message : `${error.message}; ${advice}`,
    declared: 0,
    ...(error.http === undefined ? {} : { http: error.http }),
  };
}

function adviseOn({ served }: KindRead, error: RequestError): string | undefined {
  const { group, version, kind, resource } = served;
  const name = group === '' ? resource : `${resource}.${group}`;
  switch (error.reason) {
    case 'forbidden':
      return `add to the ClusterRole that Plumbline has: {apiGroups: ["${group}"], resources: ["${resource}"], verbs: ["get", "list"]}`;
    case 'not-found':
      return `${kind} was served when the check began: its CustomResourceDefinition was removed meanwhile, or kubectl get ${name} tells why`;
    case 'server-error':
      if (/conversion webhook/i.test(error.message))
        return `the webhook that converts ${kind} between versions does not answer: see kubectl get crd ${name} -o yaml`;
      if (error.http === 503) return `see kubectl get apiservice ${version}.${group}`;
      return error.advice ?? `try kubectl get ${name} -A`;
    default:
      return error.advice;
  }
}
