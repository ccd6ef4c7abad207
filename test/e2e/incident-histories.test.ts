import { describe, it } from 'node:test';
import { provesLaws } from '../core/incident/incident-laws.ts';

describe('incidents, over thousands of histories of reports', () => {
  it('are told once, as news, from opened to resolved, with nothing left out', () => provesLaws(3_000));
});
