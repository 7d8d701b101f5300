import { escapeAttribute, escapeText } from '../../../engine/interchange/xml-writer.ts'

/** A piece of XML that is written out already. */
export type Markup = { readonly xml: string }

export const text = (value: string): Markup => ({ xml: escapeText(value) })

export function element(
  name: string,
  attributes: Record<string, string | number | undefined>,
  content: readonly Markup[] = [],
): Markup {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${attribute(value)}"`))
    .join('')
  const inner = content.map(({ xml }) => xml).join('')
  return { xml: inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>` }
}

const attribute = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : escapeAttribute(value)
