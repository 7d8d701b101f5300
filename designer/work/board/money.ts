// What a case is worth: a field of its data, found by the schema.

import { isObject, type Json, type JsonObject, type JsonSchema } from '../../../engine/json.ts'
import { formatValue, humanise } from '../../ui/format.ts'

export type Money = { keys: string[]; title: string; currency: string | null }

const names = ['value', 'amount', 'price', 'budget']

/** The first amount of money outside of lists, or else a number with a name that says so. Null: there is none. */
export function moneyOf(schema: JsonSchema | undefined): Money | null {
  const numbers = numbersIn(schema, [])
  const declared = numbers.find(({ currency }) => currency !== null)
  if (declared) return declared
  for (const name of names) {
    const named = numbers.find(({ keys }) => keys.at(-1)?.toLowerCase() === name)
    if (named) return named
  }
  return null
}

function numbersIn(schema: unknown, keys: string[]): Money[] {
  if (!isObject(schema)) return []
  const { type, title, properties, 'x-currency': currency } = schema
  if (type === 'number' || type === 'integer') {
    const name = typeof title === 'string' ? title : humanise(keys.at(-1) ?? '')
    return [{ keys, title: name, currency: typeof currency === 'string' ? currency : null }]
  }
  if (!isObject(properties) || keys.length === 3) return []
  return Object.entries(properties).flatMap(([key, inner]) => numbersIn(inner, [...keys, key]))
}

export function readMoney(data: JsonObject, { keys }: Money): number | null {
  let value: Json | undefined = data
  for (const key of keys) value = isObject(value) ? value[key] : undefined
  return typeof value === 'number' ? value : null
}

export const formatMoney = (value: number, { currency }: Money): string =>
  currency === null ? formatValue(value) : `${formatValue(value)} ${currency}`
