import type { ManagerRule } from '../manager-rule.ts';

/**
 * Client libraries under their own User-Agent: scripts, pipelines and operators alike. Seen in cluster dumps; kubernetes-client/javascript:src/config.ts,
 * fabric8 pull request 3937. `unknown` is a client that sends no name at all (apiserver pkg/endpoints/handlers/create.go).
 */
export const clientLibraryManagers: readonly ManagerRule[] = [
  { manager: 'OpenAPI-Generator', class: 'second-writer', who: 'the Python client: Ansible, an operator or a script', confidence: 'low' },
  { manager: 'kubernetes-client-javascript', class: 'second-writer', who: 'a JavaScript program', confidence: 'low' },
  { manager: 'Kubernetes Java Client', class: 'second-writer', who: 'a Java program', confidence: 'low' },
  { manager: 'fabric8-kubernetes-client', class: 'second-writer', who: 'a Java program, often an operator', confidence: 'low' },
  { manager: 'fabric8', operation: 'Apply', class: 'second-writer', who: 'a Java program, often an operator', confidence: 'low' },
  {
    manager: 'Go-http-client',
    class: 'second-writer',
    who: 'a Go program without a name, Helm before 2021 or a console',
    confidence: 'low',
  },
  { manager: 'unknown', class: 'second-writer', who: 'a client that names itself nothing', confidence: 'low' },
];
