import { Autocomplete, NativeSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ValueEditorProps } from 'react-querybuilder'
import classes from './Builder.module.css'
import type { BuilderContext } from './Builder.tsx'
import { named } from './controls.tsx'
import type { Literal } from './lines.ts'
import { toText } from './query-text.ts'
import { othersFor, type Term, takesList } from './terms.ts'
import { words } from './texts.ts'

/** What a line is compared with: another field, or a value in the way that suits its kind. */
export function ValueEditor(props: ValueEditorProps) {
  const { path, operator, value, valueSource, fieldData, context, disabled = false, handleOnChange } = props
  const term = (fieldData as { term?: Term }).term
  if (!term) return null
  const common = { className: classes.value, size: 'xs', disabled } as const
  if (valueSource === 'field') {
    const others = othersFor(term, operator, (context as BuilderContext).terms)
    return (
      <Select
        {...common}
        data-wide
        aria-label={named(words.lines.other, path)}
        data={grouped(others)}
        value={value}
        placeholder={words.lines.choose}
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        nothingFoundMessage={words.lines.nothing}
        comboboxProps={{ width: 320, position: 'bottom-end', shadow: 'md' }}
        onChange={chosen => {
          if (chosen !== null) handleOnChange(chosen)
        }}
      />
    )
  }
  const label = named(takesList(operator) ? words.lines.values : words.lines.value, path)
  const field = {
    ...common,
    'aria-label': label,
    value,
    term,
    onChange: handleOnChange as (value: unknown) => void,
  }
  if (takesList(operator)) return <Several {...field} />
  return <One {...field} />
}

function grouped(terms: Term[]) {
  const groups = new Map<string, { value: string; label: string }[]>()
  const seen = new Set<string>()
  for (const { term, label, group } of terms) {
    if (seen.has(term)) continue
    seen.add(term)
    groups.set(group, [...(groups.get(group) ?? []), { value: term, label }])
  }
  return [...groups].map(([group, items]) => ({ group, items }))
}

type FieldProps = {
  className: string | undefined
  size: 'xs'
  disabled: boolean
  'aria-label': string
  value: unknown
  term: Term
  onChange(value: unknown): void
}

function Several({ value, term, onChange, ...field }: FieldProps) {
  const values = Array.isArray(value) ? (value as Literal[]) : []
  const shown = (one: Literal) => asShown(one, term)
  return (
    <TagsInput
      {...field}
      data={[...term.choices.map(choice => String(choice.value)), ...term.suggestions]}
      value={values.map(shown)}
      placeholder={values.length === 0 ? words.lines.choose : ''}
      acceptValueOnBlur
      onChange={texts =>
        onChange(
          texts.flatMap(text => {
            // What was there before keeps what it was.
            const before = values.find(one => shown(one) === text)
            return before ?? readAs(text, term) ?? []
          }),
        )
      }
    />
  )
}

function One({ value, term, onChange, ...field }: FieldProps) {
  if (term.kind === 'yes-no')
    return (
      <NativeSelect
        {...field}
        data={[
          { value: '', label: words.lines.choose },
          { value: 'true', label: words.lines.yes },
          { value: 'false', label: words.lines.no },
        ]}
        value={value === null ? '' : String(value)}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.value === '' ? null : currentTarget.value === 'true')
        }
      />
    )
  if (term.choices.length > 0) {
    const isKnown = term.choices.some(choice => choice.value === value)
    const data = term.choices.map(choice => ({ value: String(choice.value), label: choice.label }))
    return (
      <Select
        {...field}
        data={isKnown || value === null ? data : [...data, { value: String(value), label: String(value) }]}
        value={value === null ? null : String(value)}
        placeholder={words.lines.choose}
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        comboboxProps={{ position: 'bottom-end', shadow: 'md' }}
        onChange={chosen =>
          chosen !== null && onChange(term.choices.find(one => String(one.value) === chosen)?.value ?? chosen)
        }
      />
    )
  }
  return <Typed {...field} value={value} term={term} onChange={onChange} />
}

/** Counts when it is left, and on Enter: half a number is another number. */
function Typed({ value, term, onChange, ...field }: FieldProps) {
  const written = value === null ? '' : asShown(value as Literal, term)
  const [text, setText] = useState(written)
  useEffect(() => setText(written), [written])
  const done = () => {
    if (text === written) return
    if (text.trim() === '') return onChange(null)
    const read = readAs(text, term)
    if (read === undefined) setText(written)
    else onChange(read)
  }
  const common = {
    ...field,
    value: text,
    placeholder: words.lines.value,
    onBlur: done,
    onKeyDown: (event: { key: string }) => {
      if (event.key === 'Enter') done()
    },
  }
  if (term.kind === 'number')
    return <NumberInput {...common} hideControls onChange={typed => setText(String(typed))} />
  if (term.suggestions.length > 0)
    return <Autocomplete {...common} data={term.suggestions} onChange={setText} onOptionSubmit={onChange} />
  return (
    <TextInput
      {...common}
      type={term.kind === 'day' ? 'date' : 'text'}
      onChange={event => setText(event.currentTarget.value)}
    />
  )
}

/** Where the kind is not known, a text that looks like something else stands in quotation marks. */
function asShown(value: Literal, { kind }: Term): string {
  const isPlain = kind !== 'any' || typeof value !== 'string' || typeof readFree(value) === 'string'
  return isPlain ? String(value) : toText(value)
}

function readAs(text: string, { kind }: Term): Literal | undefined {
  if (kind === 'number') {
    const number = Number(text)
    return Number.isFinite(number) ? number : undefined
  }
  return kind === 'any' ? readFree(text) : text
}

function readFree(text: string): Literal {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text)
  if (text === 'true' || text === 'false') return text === 'true'
  return /^'(.*)'$/s.exec(text)?.[1] ?? text
}
