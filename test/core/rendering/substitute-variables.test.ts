import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadSubstitution, substituteVariables } from '../../../functions/core/rendering/substitute-variables.ts';

const variables = { host: 'Shop.Example.com', empty: '', count: '3', path: '/usr/local/bin' };
const fill = (text: string): string => substituteVariables(text, variables);

/** Each was compared with what fluxcd/pkg:envsubst v1.7.1 makes of it. */
const EXAMPLES: readonly (readonly [string, string])[] = [
  ['a ${host} b ${empty} c ${absent} d', 'a Shop.Example.com b  c  d'],
  ['$${host} $$host $host $5 $(date) {x}', '${host} $host $host $5 $(date) {x}'],
  ['${empty:=none} ${absent:-n-${count}} ${host:=x} ${empty=y}', 'none n-3 Shop.Example.com y'],
  ['${host^^} ${host,,} ${host,}', 'SHOP.EXAMPLE.COM shop.example.com shop.Example.com'],
  ['${#host} ${#empty}', '16 0'],
  ['${host:5} ${host:5:7} ${host:100}', 'Example.com Example '],
  ['${host#*.} ${host##*.} ${host%.*} ${host%%.*} ${path##*/}', 'Example.com com Shop.Example Shop bin'],
  ['${host/Example/x} ${host//o/0} ${host/#Shop/A} ${host/%com/org}', 'Shop.x.com Sh0p.Example.c0m A.Example.com Shop.Example.org'],
];

describe('variables of postBuild', () => {
  for (const [text, expected] of EXAMPLES) it(`are filled into ${text}`, () => assert.equal(fill(text), expected));

  for (const text of ['${host', '${}', '${host.name}', '${host-x}', '${host/Shop}'])
    it(`are refused in ${text}`, () => assert.throws(() => fill(text), BadSubstitution));
});
