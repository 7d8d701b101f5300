// A JSON Schema as the fields that an owner sees. A field keeps the schema that it was read from: what the
// editor does not show stays there as it is, and is written back with the rest.

import type { Json } from '../../engine/json.ts'

export const fieldKinds = [
  'text',
  'long',
  'number',
  'money',
  'whole',
  'yes-no',
  'date',
  'instant',
  'choice',
  'register',
  'file',
  'group',
  'list',
  'values',
  'other',
] as const

/** `list`: things with fields of their own; `values`: plain values; `other`: what has no fields here. */
export type FieldKind = (typeof fieldKinds)[number]

/** A value that can be chosen. Without a label it is shown as it is written. */
export type Option = { value: Json; label: string }

export type FormField = {
  key: string
  /** '': none; the key is shown then */
  label: string
  help: string
  kind: FieldKind
  required: boolean
  /** of the case data: asked when a case is started */
  start: boolean
  /** the smallest number, the shortest text, the fewest things */
  least: number | undefined
  most: number | undefined
  /** a regular expression; '': none */
  pattern: string
  /** what it is when nobody says anything */
  preset: Json | undefined
  /** of a choice */
  options: Option[]
  /** of a choice from a register: `capabilities.offerings` */
  register: string
  /** of money: `EUR` */
  currency: string
  /** of a group and of each thing in a list */
  fields: FormField[]
  /** what `values` are */
  item: FormField | null
  source: unknown
  /** keywords of its schema that the editor does not show */
  more: string[]
}

/** Keywords that say what kind of field it is, and go when it becomes another. */
export const keywordsOfKind: Record<FieldKind, readonly string[]> = {
  text: ['type', 'minLength', 'maxLength', 'pattern', 'default'],
  long: ['type', 'minLength', 'maxLength', 'pattern', 'default'],
  number: ['type', 'minimum', 'maximum', 'default'],
  money: ['type', 'minimum', 'maximum', 'default', 'x-currency'],
  whole: ['type', 'minimum', 'maximum', 'default'],
  'yes-no': ['type', 'default'],
  date: ['type', 'format', 'default'],
  instant: ['type', 'format'],
  choice: ['type', 'enum', 'oneOf', 'default'],
  register: ['type', 'x-register'],
  file: ['type', 'format', 'properties', 'required', 'additionalProperties'],
  group: ['type', 'properties', 'required', 'additionalProperties'],
  list: ['type', 'items', 'minItems', 'maxItems'],
  values: ['type', 'items', 'minItems', 'maxItems'],
  other: [],
}

/** Keywords of the bounds `least` and `most`. */
export function boundsOfKind(kind: FieldKind): [least: string, most: string] | null {
  if (kind === 'text' || kind === 'long') return ['minLength', 'maxLength']
  if (kind === 'number' || kind === 'money' || kind === 'whole') return ['minimum', 'maximum']
  return kind === 'list' || kind === 'values' ? ['minItems', 'maxItems'] : null
}

/** Text that may be longer has several lines to be written in. */
export const longestLine = 300

/** What a field for a file holds: which entry of the case attached it, and what is proven by that entry. */
export const fileSchema = {
  type: 'object',
  format: 'file',
  properties: {
    name: { type: 'string' },
    size: { type: 'integer' },
    type: { type: 'string' },
    sha256: { type: 'string' },
    seq: { type: 'integer' },
  },
  required: ['name', 'size', 'type', 'sha256', 'seq'],
} as const
