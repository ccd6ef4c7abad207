import type { ManagerRule } from '../manager-rule.ts';

/** HTTP clients under their own User-Agent, which the server cuts at the first slash (apiserver:pkg/endpoints/handlers/create.go); okhttp and python-requests were run. */
export const scriptManagers: readonly ManagerRule[] = [
  { manager: 'curl', class: 'person', who: 'curl', confidence: 'low' },
  { manager: 'okhttp', class: 'person', who: 'a script (okhttp)', confidence: 'low' },
  { manager: 'python-requests', class: 'person', who: 'a script (python-requests)', confidence: 'low' },
  { manager: 'PostmanRuntime', class: 'person', who: 'Postman', confidence: 'low' },
  { manager: 'axios', class: 'person', who: 'a script (axios)', confidence: 'low' },
  { manager: 'Apache-HttpClient', class: 'person', who: 'a script (Apache HttpClient)', confidence: 'low' },
];
