// XML as a tree that remembers its places, for documents that people draw elsewhere (not for logs: those are streamed).
//
// Documents come from strangers. No entity is expanded but XML's own five, no document type declaration is
// accepted, nothing is fetched, and size and depth are bounded.

import { SaxesParser } from 'saxes'
import { limits } from '../definition.ts'

/** An element with the namespace resolved: `name` is the local name. Line and column, from 1, are those of its `<`. */
export type XmlElement = {
  name: string
  namespace: string
  /** by name; those of a namespace by `{namespace}name`, whatever prefix the document has for it */
  attributes: Map<string, string>
  children: XmlElement[]
  /** All text directly inside. */
  text: string
  line: number
  column: number
}

/** Why a text is not XML that we read, and where. */
export class XmlSyntaxError extends Error {
  readonly line: number
  readonly column: number
  constructor(message: string, line: number, column: number) {
    super(message)
    this.name = 'XmlSyntaxError'
    this.line = line
    this.column = column
  }
}

/** Far deeper than any chart: states inside states, and conditions inside conditions. */
const maxDepth = 64

/** The document's root element. Throws XmlSyntaxError. */
export function parseXml(source: string): XmlElement {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source
  if (text.length > limits.size)
    throw new XmlSyntaxError(
      `The document has ${text.length} characters; the most that is read is ${limits.size}.`,
      1,
      1,
    )

  const parser = new SaxesParser({ xmlns: true })
  const places = createPlaces(text)
  const open: XmlElement[] = []
  let root: XmlElement | undefined
  let start = { line: 1, column: 1 }

  // saxes goes on after an error; throwing from the handler is its way to stop.
  const fail = (message: string, at = { line: parser.line, column: parser.column + 1 }): never => {
    throw new XmlSyntaxError(message, at.line, at.column)
  }
  parser.on('error', error => fail(toSentence(error.message)))
  parser.on('doctype', () =>
    fail('The document has a document type declaration (<!DOCTYPE …>). Remove it: it is not needed here.'),
  )
  parser.on('opentagstart', tag => {
    start = places(text.lastIndexOf(`<${tag.name}`, parser.position))
  })
  parser.on('opentag', tag => {
    if (open.length >= maxDepth) fail(`Elements are nested more than ${maxDepth} deep.`, start)
    const element: XmlElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes: new Map(
        Object.values(tag.attributes).map(({ name, prefix, uri, local, value }) => [
          prefix === '' || prefix === 'xmlns' ? name : `{${uri}}${local}`,
          value,
        ]),
      ),
      children: [],
      text: '',
      ...start,
    }
    open.at(-1)?.children.push(element)
    open.push(element)
    root ??= element
  })
  const addText = (more: string) => {
    const element = open.at(-1)
    if (element) element.text += more
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => void open.pop())

  parser.write(text).close()
  return root ?? fail('The document is empty.')
}

/** `3:9: unexpected end.` → `Unexpected end.` The place is told apart from the sentence. */
function toSentence(message: string): string {
  const sentence = message.replace(/^\d+:\d+: /, '')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** Positions to lines and columns, for positions that only grow. */
function createPlaces(text: string) {
  let line = 1
  let lineStart = 0
  return (position: number) => {
    for (
      let next = text.indexOf('\n', lineStart);
      next >= 0 && next < position;
      next = text.indexOf('\n', lineStart)
    ) {
      line += 1
      lineStart = next + 1
    }
    return { line, column: position - lineStart + 1 }
  }
}
