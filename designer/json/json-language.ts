// JSON for the code editor: colours, folding, search, and what can be written next.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { json, jsonLanguage } from '@codemirror/lang-json'
import { bracketMatching, foldGutter, foldKeymap } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import type { Extension } from '@codemirror/state'
import { highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import type { Definition } from '../../engine/definition.ts'
import { type JsonProposal, jsonProposalsAt } from './proposals.ts'

/** `definition` is asked each time: it changes while somebody writes. */
export function definitionJson(definition: () => Definition): Extension {
  return [
    lineNumbers(),
    foldGutter(),
    highlightActiveLineGutter(),
    json(),
    bracketMatching(),
    closeBrackets(),
    search({ top: true }),
    highlightSelectionMatches(),
    keymap.of([...closeBracketsKeymap, ...searchKeymap, ...foldKeymap]),
    jsonLanguage.data.of({ autocomplete: (context: CompletionContext) => complete(context, definition()) }),
  ]
}

function complete(
  { state, pos, explicit }: CompletionContext,
  definition: Definition,
): CompletionResult | null {
  const found = jsonProposalsAt(state.doc.toString(), pos, definition)
  if (!found || (!explicit && found.wordFrom === pos && found.from === pos)) return null
  const { from, to, wordFrom, options } = found
  return {
    from: wordFrom,
    options: options.map(one => toCompletion(one, wordFrom - from, to - pos)),
    validFor: /^[^"\n]*$/,
  }
}

/** `before`, `after`: what of the old text stands outside of the word. */
function toCompletion(
  { label, text, back, detail, info }: JsonProposal,
  before: number,
  after: number,
): Completion {
  return {
    label,
    detail,
    ...(info !== null && { info }),
    apply(view, _completion, from, to) {
      const start = from - before
      view.dispatch({
        changes: { from: start, to: to + after, insert: text },
        selection: { anchor: start + text.length - back },
        userEvent: 'input.complete',
      })
    },
  }
}
