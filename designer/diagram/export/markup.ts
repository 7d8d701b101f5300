/** A piece of XML that is written out already. */
export type Markup = { readonly xml: string }

/** Text as XML may have it: signs escaped, and without the characters that no XML document can hold. */
const escaped = (value: string): string =>
  value
    .toWellFormed()
    .replaceAll(/\p{Cc}|[\ufffe\uffff]/gu, sign => ('\t\n\r'.includes(sign) ? sign : ''))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

export const text = (value: string): Markup => ({ xml: escaped(value) })

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

/** Line breaks in attributes are read back as spaces unless they are escaped. */
const attribute = (value: string | number): string =>
  typeof value === 'number'
    ? String(Math.round(value * 100) / 100)
    : escaped(value)
        .replaceAll('"', '&quot;')
        .replaceAll('\n', '&#10;')
        .replaceAll('\t', '&#9;')
        .replaceAll('\r', '&#13;')
