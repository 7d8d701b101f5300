// What a case is worth: an amount in its data, found by the schema.

import { isObject, type Json, type JsonObject, type JsonSchema } from '../../../engine/json.ts'
import { formatValue, humanise } from '../../ui/format.ts'

export type Money = { keys: string[]; title: string; currency: string | null }
export type Worth = { value: number; money: Money }

const names = ['value', 'amount', 'price', 'budget']

/**
 * Where to look for it, the best first: amounts of money, then numbers with a name that says so. In a list there are
 * many, of which none is the case's.
 */
export function moneyIn(schema: JsonSchema | undefined): Money[] {
  const numbers = numbersIn(schema, [])
  const declared = numbers.filter(({ currency }) => currency !== null)
  if (declared.length > 0) return declared
  return names.flatMap(name => numbers.filter(({ keys }) => keys.at(-1)?.toLowerCase() === name))
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

/** The first that is known. */
export function worthOf(data: JsonObject, moneys: Money[]): Worth | null {
  for (const money of moneys) {
    let value: Json | undefined = data
    for (const key of money.keys) value = isObject(value) ? value[key] : undefined
    if (typeof value === 'number') return { value, money }
  }
  return null
}

export const formatMoney = (value: number, currency: string | null): string =>
  currency === null ? formatValue(value) : `${formatValue(value)} ${currency}`
