// What an owner does to a list of fields. Pure: the list after it.

import { type FieldKind, type FormField, keywordsOfKind, longestLine, type Option } from './field.ts'
import { isPreset } from './read-fields.ts'

/** A field as it begins, with what its kind cannot do without. */
export function newField(key: string, label: string, kind: FieldKind): FormField {
  return withKind(
    {
      key,
      label,
      help: '',
      kind: 'other',
      required: false,
      start: false,
      least: undefined,
      most: undefined,
      pattern: '',
      preset: undefined,
      options: [],
      register: '',
      currency: '',
      fields: [],
      item: null,
      source: kind === 'group' ? { additionalProperties: false } : kind === 'list' ? listOfThings : {},
      more: [],
    },
    kind,
  )
}

const listOfThings = { items: { additionalProperties: false } }

/** The same field as another kind: what does not fit it goes. */
export function withKind(field: FormField, kind: FieldKind): FormField {
  if (field.kind === kind) return field
  const can = (keyword: string) => keywordsOfKind[kind].includes(keyword)
  const isText = kind === 'text' || kind === 'long'
  const wasText = field.kind === 'text' || field.kind === 'long'
  const keepsBounds =
    (isText && wasText) || (can('minimum') && keywordsOfKind[field.kind].includes('minimum'))
  return {
    ...field,
    kind,
    least: keepsBounds ? field.least : undefined,
    most: kind === 'long' ? 2_000 : keepsBounds ? bounded(kind, field.most) : undefined,
    pattern: isText ? field.pattern : '',
    preset: can('default') && isPreset(kind, field.preset) ? field.preset : undefined,
    options: kind === 'choice' ? (field.options.length > 0 ? field.options : firstOptions) : [],
    register: kind === 'register' ? field.register || 'capabilities.offerings' : '',
    currency: kind === 'money' ? field.currency || 'EUR' : '',
    fields: kind === 'group' || kind === 'list' ? field.fields : [],
    item: kind === 'values' ? (field.item ?? newField('', '', 'text')) : null,
  }
}

const bounded = (kind: FieldKind, most: number | undefined) =>
  kind === 'text' && most !== undefined ? Math.min(most, longestLine) : most

const firstOptions: Option[] = [
  { value: 'first', label: '' },
  { value: 'second', label: '' },
]

/** A label as a name that expressions can use: "Due on" → `dueOn`. */
function keyFrom(label: string): string {
  const words = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .split(/[^A-Za-z0-9]+/)
    .filter(word => word !== '')
  const key = words
    .map((word, n) =>
      n > 0 ? capital(word) : word === word.toUpperCase() ? word.toLowerCase() : small(word),
    )
    .join('')
  return /^[A-Za-z_]/.test(key) ? key.slice(0, 60) : `field${key}`.slice(0, 60)
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const small = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)

/** The name of a label, with a number where it is taken. */
export function freshKey(label: string, taken: readonly string[]): string {
  const base = keyFrom(label)
  if (!taken.includes(base)) return base
  for (let n = 2; ; n++) if (!taken.includes(`${base}${n}`)) return `${base}${n}`
}

/** Whether expressions can read a field by this name. */
export const isKey = (key: string): boolean => /^[A-Za-z_]\w*$/.test(key)

export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const to = index + by
  const one = list[index]
  if (one === undefined || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(index, 1).toSpliced(to, 0, one)
}

/** What was written as an option's value: a number where the others are numbers. */
export function toOption(text: string, others: Option[]): Option['value'] {
  const isNumeric = others.length > 0 && others.every(({ value }) => typeof value === 'number')
  return isNumeric && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text.trim()
}
