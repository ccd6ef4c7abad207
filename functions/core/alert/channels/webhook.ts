import { stringifyJson } from '../../json.ts';
import type { Alert } from '../alert.ts';
import { cutAlert, PROGRAM_ROOMS } from '../cut-alert.ts';
import { measureBytes } from '../cut-text.ts';
import { fitRoom } from '../room.ts';
import { nameEvent } from './name-event.ts';

/** What most receivers take without being asked. */
const MOST_BYTES = 256_000;

/** An alert as JSON for a program: what happened, and all of the alert as far as it fits. */
export function renderAlertJson(alert: Alert, mostBytes = MOST_BYTES): string {
  return fitRoom(
    PROGRAM_ROOMS,
    (room) => stringifyJson({ event: nameEvent(alert), ...cutAlert(alert, room) }),
    (body) => measureBytes(body) <= mostBytes,
  );
}
