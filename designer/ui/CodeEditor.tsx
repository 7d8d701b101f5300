// The one code editor of the screens: CodeMirror as a field with a label, in the palette of the rest. It is
// large, so whoever uses it loads it when it is needed.

import { autocompletion, completionKeymap, completionStatus } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightSpecialChars, keymap } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { Input } from '@mantine/core'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import classes from './CodeEditor.module.css'

export type Mark = { from: number; to: number; severity: 'error' | 'warning'; message: string }

type Props = {
  label: ReactNode
  description?: ReactNode
  /** what is wrong, below the field */
  error?: ReactNode
  value: string
  disabled: boolean
  /** language, completion and the like; the same object as long as they are the same */
  extensions: Extension
  /** what is underlined */
  marks: readonly Mark[]
  hint?: string
  /** shows this place and puts the cursor there; a new object each time */
  place?: { at: number } | null
  className?: string | undefined
  onChange(text: string): void
  onLeave?(text: string): void
}

export function CodeEditor(props: Props) {
  const { label, description, error, value, disabled, extensions, marks, hint, place, className } = props
  const id = useId()
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const parts = useRef({ surroundings: new Compartment(), language: new Compartment() })
  const latest = useRef(props)
  latest.current = props

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes later is told to it below
  useEffect(() => {
    const { surroundings, language } = parts.current
    const made = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: value,
        extensions: [
          language.of(extensions),
          surroundings.of([]),
          basics,
          EditorView.updateListener.of(update => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString())
          }),
          EditorView.domEventHandlers({
            blur: () => latest.current.onLeave?.(made.state.doc.toString()),
          }),
        ],
      }),
    })
    view.current = made
    return () => made.destroy()
  }, [])

  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.language.reconfigure(extensions) })
  }, [extensions])

  const describedBy = [
    description !== undefined && `${id}-about`,
    error && `${id}-error`,
    hint !== undefined && `${id}-hint`,
  ]
    .filter(one => typeof one === 'string')
    .join(' ')
  const isWrong = Boolean(error)
  useEffect(() => {
    const attributes: Record<string, string> = {
      'aria-labelledby': `${id}-label`,
      'aria-describedby': describedBy,
      'aria-invalid': String(isWrong),
      // Said also where it can be written in: what looks for a way to scroll by keys asks for no less.
      tabindex: '0',
      ...(disabled && { 'aria-readonly': 'true' }),
    }
    view.current?.dispatch({
      effects: parts.current.surroundings.reconfigure([
        EditorView.contentAttributes.of(attributes),
        EditorState.readOnly.of(disabled),
        EditorView.editable.of(!disabled),
      ]),
    })
  }, [id, describedBy, isWrong, disabled])

  // A value from outside (undo, another view) takes the place of the text; what is typed here is here already.
  useEffect(() => {
    const made = view.current
    if (made && made.state.doc.toString() !== value)
      made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: value } })
  }, [value])

  useEffect(() => {
    const made = view.current
    if (!made) return
    const within = marks.flatMap((mark): Diagnostic[] =>
      mark.from > made.state.doc.length ? [] : [{ ...mark, to: Math.min(mark.to, made.state.doc.length) }],
    )
    made.dispatch(setDiagnostics(made.state, within))
  }, [marks])

  useEffect(() => {
    const made = view.current
    if (!made || !place) return
    const anchor = Math.min(place.at, made.state.doc.length)
    made.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    })
    made.focus()
  }, [place])

  return (
    <Input.Wrapper
      label={label}
      description={description}
      error={error}
      className={className}
      labelElement="div"
      labelProps={{ id: `${id}-label`, onClick: () => view.current?.focus() }}
      descriptionProps={{ id: `${id}-about` }}
      errorProps={{ id: `${id}-error` }}
    >
      <div ref={host} className={classes.field} data-wrong={isWrong} data-disabled={disabled} />
      {hint !== undefined && (
        <span id={`${id}-hint`} hidden>
          {hint}
        </span>
      )}
    </Input.Wrapper>
  )
}

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.25rem' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '.cm-gutters': {
    color: 'var(--ink-soft)',
    backgroundColor: 'var(--sunken)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLineGutter': { color: 'var(--ink)', backgroundColor: 'transparent' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)' },
  '.cm-searchMatch': { backgroundColor: 'var(--waiting-soft)', outline: '1px solid var(--waiting)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '.cm-panels': { color: 'var(--ink)', backgroundColor: 'var(--sunken)', borderColor: 'var(--line)' },
  '.cm-panel.cm-search': { padding: '8px 32px 8px 10px' },
  '.cm-panel.cm-search label, .cm-panel.cm-search input, .cm-panel.cm-search button': {
    fontSize: '0.8125rem',
  },
  '.cm-panel label': { display: 'inline-flex', alignItems: 'center', minHeight: '24px', gap: '4px' },
  '.cm-panel input[type=checkbox]': { inlineSize: '16px', blockSize: '16px' },
  '.cm-textfield, .cm-button': {
    minHeight: '28px',
    color: 'var(--ink)',
    backgroundColor: 'var(--surface)',
    backgroundImage: 'none',
    border: '1px solid var(--line-strong)',
    borderRadius: '5px',
  },
  '.cm-panel.cm-search [name=close]': {
    minInlineSize: '24px',
    minBlockSize: '24px',
    color: 'var(--ink)',
  },
  '.cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line-strong)',
    borderRadius: '5px',
    boxShadow: '0 4px 16px rgb(20 20 30 / 12%)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: 'none',
    minInlineSize: '15rem',
    fontFamily: 'var(--mono)',
    fontSize: '0.8125rem',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'baseline',
    gap: '8px',
    padding: '3px 10px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: 'var(--ink)',
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent)', fontWeight: '600' },
  '.cm-completionDetail': {
    marginInlineStart: 'auto',
    color: 'var(--ink-soft)',
    fontFamily: 'var(--mantine-font-family)',
    fontStyle: 'normal',
    fontSize: '0.75rem',
  },
  '.cm-tooltip.cm-completionInfo': {
    maxInlineSize: '18rem',
    padding: '6px 10px',
    fontSize: '0.8125rem',
  },
  '.cm-diagnostic': { padding: '6px 10px', fontSize: '0.8125rem', borderInlineStartWidth: '3px' },
  '.cm-diagnostic-error': { borderInlineStartColor: 'var(--refused)' },
  '.cm-diagnostic-warning': { borderInlineStartColor: 'var(--waiting)' },
  '.cm-lintRange-error': { ...wave('var(--refused)') },
  '.cm-lintRange-warning': { ...wave('var(--waiting)') },
})

function wave(color: string) {
  return {
    backgroundImage: 'none',
    textDecoration: `underline wavy ${color}`,
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '3px',
  }
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null], color: 'var(--accent)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--kept)' },
  { tag: tags.number, color: 'var(--waiting)' },
  { tag: tags.function(tags.name), color: 'var(--accent)' },
  { tag: tags.propertyName, color: 'var(--ink)' },
  { tag: [tags.operator, tags.punctuation], color: 'var(--ink-soft)' },
  { tag: tags.comment, color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--refused)' },
])

const basics: Extension = [
  look,
  syntaxHighlighting(colours),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  // A page of them at a time, moved through by keys: a list to scroll would be out of reach for the keyboard.
  autocompletion({ icons: false, maxRenderedOptions: 12, interactionDelay: 0 }),
  // Escape that closes the proposals does not close the dialog around the field as well.
  EditorView.contentAttributes.of(
    (view): Record<string, string> =>
      completionStatus(view.state) === null ? {} : { 'data-mantine-stop-propagation': 'true' },
  ),
  // Tab has no meaning of its own here: it leaves the field, as from any other.
  keymap.of([...completionKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
]
