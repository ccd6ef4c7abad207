import type { Blame, FieldDifference, Judged, Origin, SetBy } from '../difference.ts';
import { placeField } from '../field-place.ts';
import { canonicalJson, type Json } from '../json.ts';
import type { ObjectRef } from '../kube-object.ts';
import { listFindings } from '../provenance/list-findings.ts';
import type { DriftReport, Unchecked } from '../report.ts';
import { createFieldJudge } from '../severity/judge-fields.ts';
import type { Severity } from '../severity/severity.ts';
import { type CsvRow, writeHeader, writeRow } from './csv/csv-row.ts';
import type { Renderer } from './renderer.ts';

/** A row for every departing field and object, then for every gap, rule and advice; `record` says which it is. For spreadsheets and tables. */
export const csvRenderer: Renderer = {
  name: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  tells: 'every-object',
  render: renderCsv,
};

function renderCsv(report: DriftReport): string {
  const { check, readAt } = report;
  const judgeField = createFieldJudge();
  const rows: CsvRow[] = [
    ...report.differences.flatMap((difference) => listRows(difference, judgeField)),
    ...report.unchecked.map(writeUnchecked),
    ...report.undecided.map(({ ref, origin, at, live, reason, setBy }) => ({
      record: 'undecided',
      ...describeRef(ref),
      ...describeOrigin(origin),
      field: at,
      live: canonicalJson(live),
      ...describeWriter(setBy),
      message: reason,
    })),
    ...report.pruned.map(({ ref, origin, at, desired, ...field }) => ({
      record: 'pruned',
      ...describeRef(ref),
      ...describeOrigin(placeField(field, origin)),
      field: at,
      desired: canonicalJson(desired),
    })),
    ...report.suppressed.flatMap(({ rule, reason, count, instances = [] }): CsvRow[] => [
      { record: 'suppressed', rule, message: reason, count },
      ...instances.map(({ ref, at, live, setBy }) => ({
        record: 'suppressed-instance',
        rule,
        ...describeRef(ref),
        field: at,
        live: live === undefined ? undefined : canonicalJson(live),
        ...describeWriter(setBy),
      })),
    ]),
    ...listFindings(report).map(({ revision: { source }, requirement, state, message }) => ({
      record: 'provenance',
      rule: requirement,
      cause: state,
      source,
      message,
    })),
    ...(report.settled ?? []).map(({ ref, at, how, setBy }) => ({
      record: 'settled',
      ...describeRef(ref),
      field: at,
      ...describeWriter(setBy),
      message: how,
    })),
    ...(report.images?.movedTags ?? []).map(({ ref, container, image }) => ({
      record: 'moved-tag',
      ...describeRef(ref),
      field: container,
      live: image,
    })),
    ...(report.images?.unpinned ?? []).map(({ ref, container, image }) => ({
      record: 'unpinned-image',
      ...describeRef(ref),
      field: container,
      desired: image,
    })),
    ...report.setAside.map(({ source, file, line, message }) => ({ record: 'set-aside', source, file, line, message })),
    ...report.advice.map(({ about, message }) => ({ record: 'advice', name: about, message })),
  ];
  return writeHeader() + rows.map((row) => writeRow({ cluster: check.id, readAt, ...row })).join('');
}

function listRows(difference: Judged, judgeField: ReturnType<typeof createFieldJudge>): CsvRow[] {
  const common = { ...describeRef(difference.ref), team: difference.team };
  switch (difference.type) {
    case 'modified':
      return difference.fields.map((field) => ({
        ...common,
        record: `${field.type}-field`,
        ...describeSeverity(judgeField(difference, field)),
        ...describeOrigin(placeField(field, difference.origin)),
        field: field.at,
        ...describeSides(field),
        cause: field.cause,
        ...describeWriter(field.setBy),
        message: field.note,
        ...describeBlamed(field.blame),
      }));
    case 'missing':
      return [
        {
          ...common,
          record: 'missing-object',
          ...describeSeverity(difference.severity),
          ...describeOrigin(difference.origin),
          ...describeBlamed(difference.blame),
        },
      ];
    case 'unmanaged': {
      const { severity, setBy, since } = difference;
      return [
        { ...common, record: 'unmanaged-object', ...describeSeverity(severity), ...describeWriter(setBy), setAt: since ?? setBy?.time },
      ];
    }
  }
}

function writeUnchecked(item: Unchecked): CsvRow {
  const { reason, message } = item;
  switch (item.type) {
    case 'kind':
      return { record: 'unchecked-kind', group: item.group, kind: item.kind, cause: reason, message, count: item.declared };
    case 'file':
      return { record: 'unchecked-file', source: item.source, file: item.file, line: item.line, cause: reason, message };
    case 'object':
      return { record: 'unchecked-object', ...describeRef(item.ref), ...describeOrigin(item.origin), cause: reason, message };
  }
}

function describeSides(field: FieldDifference): { readonly desired?: string; readonly live?: string } {
  const write = (value: Json): string => canonicalJson(value);
  switch (field.type) {
    case 'changed':
      return { desired: write(field.desired), live: write(field.live) };
    case 'missing':
      return { desired: write(field.desired) };
    case 'extra':
      return { live: write(field.live) };
  }
}

function describeRef({ group, kind, namespace, name }: ObjectRef): CsvRow {
  return { group, kind, namespace: namespace ?? undefined, name };
}

function describeOrigin({ source, file, line }: Origin): CsvRow {
  return { source, file, line };
}

function describeSeverity({ level, rule, why }: Severity): CsvRow {
  return { severity: level, rule, why };
}

function describeWriter(setBy: SetBy | undefined): CsvRow {
  return setBy === undefined ? {} : { manager: setBy.manager, managerClass: setBy.class, operation: setBy.operation, setAt: setBy.time };
}

function describeBlamed(blame: Blame | undefined): CsvRow {
  if (blame === undefined) return {};
  const { commit, author, time, pullRequest } = blame;
  return {
    blameCommit: commit,
    blameAuthor: author,
    blameTime: time,
    blameRequest: pullRequest && (pullRequest.url ?? `${pullRequest.sign}${pullRequest.number}`),
  };
}
