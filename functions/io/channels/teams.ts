import { renderTeamsMessage } from '../../core/alert/channels/teams.ts';
import { renderTeamsDigest } from '../../core/digest/channels/teams.ts';
import { asJsonObject, asString } from '../../core/json.ts';
import { type OpenChannel, refuse } from './channel.ts';
import { readSecretUrl } from './read-channel-secret.ts';

/** Starts the workflow that posts the card. It answers 202 once it has taken it; what becomes of the card stands in the history of the workflow only. */
export const openTeams: OpenChannel<'teams'> = ({ secret }, world) => {
  const post = async (body: string): Promise<undefined> => {
    const url = await readSecretUrl(world, secret);
    const { status, json } = await world.request({ method: 'POST', url, body });
    if (status !== 202 && status !== 200) throw refuse({ status }, asString(asJsonObject(asJsonObject(json)['error'])['code']));
  };
  return {
    updates: false,
    send: (alert) => post(renderTeamsMessage(alert)),
    sendDigest: (digest) => post(renderTeamsDigest(digest)),
  };
};
