import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readEnvironment } from '../../functions/cli/environment.ts';

describe('the environment', () => {
  it('finds kubeconfigs where kubectl does', () => {
    assert.deepEqual(readEnvironment({}, '/home/me').kubeconfig, ['/home/me/.kube/config']);
    assert.deepEqual(readEnvironment({ KUBECONFIG: '/a:/b' }, '/home/me').kubeconfig, ['/a', '/b']);
  });

  it('keeps caches where the platform wants them', () => {
    assert.equal(readEnvironment({}, '/home/me').cacheDirectory, '/home/me/.cache/plumbline');
    assert.equal(readEnvironment({ XDG_CACHE_HOME: '/c' }, '/home/me').cacheDirectory, '/c/plumbline');
    assert.equal(readEnvironment({ PLUMBLINE_CACHE: '/p' }, '/home/me').cacheDirectory, '/p');
  });

  it('honours NO_COLOR and FORCE_COLOR, NO_COLOR above all', () => {
    assert.equal(readEnvironment({}, '/').colour, undefined);
    assert.equal(readEnvironment({ NO_COLOR: '1', FORCE_COLOR: '1' }, '/').colour, false);
    assert.equal(readEnvironment({ NO_COLOR: '' }, '/').colour, undefined);
    assert.equal(readEnvironment({ FORCE_COLOR: '3' }, '/').colour, true);
    assert.equal(readEnvironment({ FORCE_COLOR: '0' }, '/').colour, false);
    assert.equal(readEnvironment({ TERM: 'dumb' }, '/').colour, false);
  });

  it('treats an empty variable as none', () => {
    assert.equal(readEnvironment({ PLUMBLINE_GIT_TOKEN: '' }, '/').gitToken, undefined);
  });
});
