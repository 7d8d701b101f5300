// CEL for the code editor: colours, brackets, and what can be written next.

import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
} from '@codemirror/autocomplete'
import { bracketMatching, StreamLanguage, type StringStream } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { type Proposal, proposalsAt } from './completion.ts'
import type { Names } from './names.ts'

const language = StreamLanguage.define<{ afterDot: boolean }>({
  name: 'cel',
  startState: () => ({ afterDot: false }),
  token(stream, state) {
    const { afterDot } = state
    state.afterDot = false
    if (stream.eatSpace()) {
      state.afterDot = afterDot
      return null
    }
    if (stream.match('//')) {
      stream.skipToEnd()
      return 'comment'
    }
    if (stream.match(/^[rb]?(?="|')/i)) return readText(stream)
    if (stream.match(/^(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)u?/i)) return 'number'
    const word = stream.match(/^[A-Za-z_]\w*/) as RegExpMatchArray | null
    if (word) {
      if (!afterDot && word[0] === 'in') return 'keyword'
      if (!afterDot && (word[0] === 'true' || word[0] === 'false')) return 'bool'
      if (!afterDot && word[0] === 'null') return 'null'
      if (stream.match(/^\s*\(/, false)) return 'variableName.function'
      return afterDot ? 'propertyName' : 'variableName'
    }
    if (stream.eat('.')) {
      state.afterDot = true
      return 'punctuation'
    }
    if (stream.match(/^(?:&&|\|\||[=!<>]=|[!<>+\-*/%?:])/)) return 'operator'
    stream.next()
    return 'punctuation'
  },
  languageData: { closeBrackets: { brackets: ['(', '[', '{', "'", '"'] } },
})

function readText(stream: StringStream): string {
  const quote = stream.next()
  for (let sign = stream.next(); sign !== undefined; sign = stream.next()) {
    if (sign === '\\') stream.next()
    else if (sign === quote) return 'string'
  }
  return 'string'
}

/** `names` is asked each time: they change while somebody draws. */
export function cel(names: () => Names): Extension {
  return [
    language,
    bracketMatching(),
    closeBrackets(),
    keymap.of(closeBracketsKeymap),
    EditorView.lineWrapping,
    language.data.of({ autocomplete: (context: CompletionContext) => complete(context, names()) }),
  ]
}

function complete({ state, pos, explicit }: CompletionContext, names: Names): CompletionResult | null {
  const found = proposalsAt(state.doc.toString(), pos, names)
  if (!found || (!found.isBegun && !explicit)) return null
  return { from: found.from, options: found.options.map(toCompletion), validFor: /^[\w.-]*$/ }
}

function toCompletion({ label, text = label, back = 0, kind, detail, info }: Proposal): Completion {
  // What a case knows comes before what can be done with it.
  const completion: Completion = {
    label,
    type: kind,
    detail,
    boost: kind === 'function' || kind === 'keyword' ? -1 : 1,
  }
  if (info !== null) completion.info = info
  if (text !== label)
    completion.apply = (view, _completion, from, to) => {
      // Brackets that stand there already are the ones that are meant.
      const insert = view.state.sliceDoc(to, to + 1) === '(' ? label : text
      const anchor = from + insert.length - (insert === label ? 0 : back)
      view.dispatch({ changes: { from, to, insert }, selection: { anchor }, userEvent: 'input.complete' })
    }
  return completion
}
