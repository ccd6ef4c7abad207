import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { IncidentAnswer } from '../core/incident/incident-request.ts';
import type { Json } from '../core/json.ts';
import { openDynamoDocuments } from '../io/documents/dynamo-documents.ts';
import { answerIncidentRequest } from '../io/incidents/answer-request.ts';
import { readIncidentsEnvironment } from './environment.ts';
import { logRun } from './logging.ts';

const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** Lists what is open, and takes down what people say of it. Reaches the table and nothing else: no cluster, no channel, no report. */
export function handler(request: Json): Promise<IncidentAnswer> {
  const { stateTable } = readIncidentsEnvironment();
  const store = openDynamoDocuments(dynamo, stateTable, { now: Date.now, nonce: () => crypto.randomUUID() });
  return logRun({}, () => answerIncidentRequest(store, request, new Date().toISOString()));
}
