// What the schema of IEEE 1849-2016 asks of a log that uses no lists and no attributes inside attributes.

import { SaxesParser } from 'saxes'

const name = /^[A-Z_a-zÀ-ÖØ-öø-ÿ:][-.\w:À-ÖØ-öø-ÿ·]*$/
const ncName = /^[A-Z_a-z][-.\w]*$/
const token = /^(\S+( \S+)*)?$/
const anything = /^.*$/s

/** Element → its attributes; with `?` they may be missing. */
const attributes: Record<string, Record<string, RegExp>> = {
  log: { 'xes.version': /^\d+(\.\d+)?$/, 'xes.features?': token },
  extension: { name: ncName, prefix: ncName, uri: /^[^\s<>"]+$/ },
  global: { 'scope?': ncName },
  classifier: { name: ncName, 'scope?': ncName, keys: token },
  trace: {},
  event: {},
  string: { key: name, value: anything },
  date: {
    key: name,
    value: /^-?([1-9]\d{4,}|\d{4})-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/,
  },
  int: { key: name, value: /^-?\d{1,18}$/ },
  float: { key: name, value: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/ },
  boolean: { key: name, value: /^(true|false)$/ },
}
const isValue = (element: string) => 'value' in (attributes[element] ?? {})

/** Element → what may be in it, in this order. */
const content: Record<string, string[]> = {
  log: ['extension', 'global', 'classifier', 'value', 'trace', 'event'],
  global: ['value'],
  trace: ['value', 'event'],
  event: ['value'],
}

/** Everything in an XES text that the schema does not allow, and every key that is twice in one element. */
export function wrongInXes(text: string): string[] {
  const wrong: string[] = []
  const open: { name: string; at: number; keys: Set<string> }[] = []
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', error => void wrong.push(error.message))
  parser.on('opentag', ({ name: element, attributes: given }) => {
    const around = open.at(-1)
    const where = `line ${parser.line}: <${element}>`
    if (!(element in attributes)) wrong.push(`${where} is not known`)
    for (const [attribute, pattern] of Object.entries(attributes[element] ?? {})) {
      const value = given[attribute.replace('?', '')]
      if (value === undefined ? !attribute.endsWith('?') : !pattern.test(value))
        wrong.push(`${where} ${attribute}="${value}"`)
    }
    for (const attribute of Object.keys(given))
      if (!(attribute in attributes[element]!) && !(`${attribute}?` in attributes[element]!))
        wrong.push(`${where} has no ${attribute}`)
    if (around) {
      const at = content[around.name]?.indexOf(isValue(element) ? 'value' : element) ?? -1
      if (at < around.at) wrong.push(`${where} does not belong here in <${around.name}>`)
      around.at = at
      if (given.key !== undefined && around.keys.has(given.key))
        wrong.push(`${where} ${given.key} is there twice`)
      if (given.key !== undefined) around.keys.add(given.key)
    } else if (element !== 'log') wrong.push(`${where} is not a log`)
    open.push({ name: element, at: 0, keys: new Set() })
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  return wrong
}
