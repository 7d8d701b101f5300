// XML as text, for documents that others read.

/** An element to be written. Attributes that are undefined are left out. */
export type XmlNode = {
  name: string
  attributes: Record<string, string | undefined>
  content: readonly XmlNode[] | string
}

export function xmlNode(
  name: string,
  attributes: XmlNode['attributes'] = {},
  content: XmlNode['content'] = [],
): XmlNode {
  return { name, attributes, content }
}

/** A document, an element a line. */
export function printXml(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${printNode(root, '')}`
}

function printNode({ name, attributes, content }: XmlNode, indent: string): string {
  const written = Object.entries(attributes)
    .sort(([a], [b]) => Number(isForeign(a)) - Number(isForeign(b)))
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeAttribute(value)}"`))
    .join('')
  const head = `${indent}<${name}${written}`
  if (content.length === 0) return `${head}/>\n`
  const inner =
    typeof content === 'string'
      ? escapeText(content)
      : `\n${content.map(child => printNode(child, `${indent}  `)).join('')}${indent}`
  return `${head}>${inner}</${name}>\n`
}

/** Attributes of other namespaces stand behind the element's own. */
const isForeign = (name: string) => name.includes(':') && !name.startsWith('xmlns:')

/** Without the characters that no XML document can hold, escaped or not. */
export const writable = (text: string): string =>
  text.toWellFormed().replaceAll(/\p{Cc}|[\ufffe\uffff]/gu, sign => ('\t\n\r'.includes(sign) ? sign : ''))

/** Text as XML may have it. */
export const escapeText = (text: string): string =>
  writable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')

/** Line breaks in attributes are read back as spaces unless they are escaped. */
export const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
