// The controls of the builder: the library asks for them, the screens' own components are them. Each is named by
// what it does and by the number of its line.

import { ActionIcon, Button, Checkbox, NativeSelect, Select } from '@mantine/core'
import type {
  ActionProps,
  CombinatorSelectorProps,
  FieldSelectorProps,
  FullOption,
  MatchMode,
  MatchModeEditorProps,
  NotToggleProps,
  OperatorSelectorProps,
  Path,
  ValueSourceSelectorProps,
} from 'react-querybuilder'
import { CrossSign } from '../ui/signs.tsx'
import classes from './Builder.module.css'
import { noField } from './lines.ts'
import { words } from './texts.ts'

/** "What is asked about, line 2.1" */
export const named = (what: string, path: Path): string =>
  path.length === 0 ? what : `${what}, ${words.lines.line(path.map(n => n + 1).join('.'))}`

type Options = { value: string; label: string }[]
type Grouped = { group: string; items: Options }[]
type Given = { label: string; options?: FullOption[] }

const toOptions = (options: readonly FullOption[]): Options =>
  options.filter(({ value }) => value !== noField).map(({ value, label }) => ({ value, label }))

/** Options as the library has them, for a selector without groups and for one with groups. */
const plain = (options: unknown): Options => toOptions(options as FullOption[])
const grouped = (options: unknown): Grouped =>
  (options as Given[])
    .map(({ label, options = [] }) => ({ group: label, items: toOptions(options) }))
    .filter(({ items }) => items.length > 0)

export function FieldChoice({ options, value, path, disabled = false, handleOnChange }: FieldSelectorProps) {
  return (
    <Select
      aria-label={named(words.lines.field, path)}
      className={classes.field}
      size="xs"
      data={grouped(options)}
      value={value === noField ? null : (value ?? null)}
      placeholder={words.lines.choose}
      disabled={disabled}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      nothingFoundMessage={words.lines.nothing}
      maxDropdownHeight={320}
      comboboxProps={{ width: 320, position: 'bottom-start', shadow: 'md' }}
      onChange={chosen => {
        if (chosen !== null) handleOnChange(chosen)
      }}
    />
  )
}

export function OperatorChoice({
  options,
  value,
  path,
  disabled = false,
  handleOnChange,
}: OperatorSelectorProps) {
  return (
    <NativeSelect
      aria-label={named(words.lines.operator, path)}
      className={classes.operator}
      size="xs"
      data={plain(options)}
      value={value ?? ''}
      disabled={disabled}
      onChange={event => handleOnChange(event.currentTarget.value)}
    />
  )
}

export function SourceChoice({ value, path, disabled = false, handleOnChange }: ValueSourceSelectorProps) {
  return (
    <NativeSelect
      aria-label={named(words.lines.source, path)}
      className={classes.source}
      size="xs"
      data={[
        { value: 'value', label: words.lines.sources.value },
        { value: 'field', label: words.lines.sources.field },
      ]}
      value={value ?? ''}
      disabled={disabled}
      onChange={event => handleOnChange(event.currentTarget.value)}
    />
  )
}

export function ModeChoice({ options, match, path, disabled = false, handleOnChange }: MatchModeEditorProps) {
  return (
    <NativeSelect
      aria-label={named(words.lines.elements, path)}
      className={classes.operator}
      size="xs"
      data={plain(options)}
      value={match.mode}
      disabled={disabled}
      onChange={event => {
        const mode = event.currentTarget.value as MatchMode
        handleOnChange(mode === 'exactly' ? { mode, threshold: 1 } : { mode })
      }}
    />
  )
}

export function CombinatorChoice({ value, path, disabled = false, handleOnChange }: CombinatorSelectorProps) {
  return (
    <NativeSelect
      aria-label={named(words.lines.join, path)}
      className={classes.combinator}
      size="xs"
      data={[
        { value: 'and', label: words.lines.all },
        { value: 'or', label: words.lines.any },
      ]}
      value={value ?? ''}
      disabled={disabled}
      onChange={event => handleOnChange(event.currentTarget.value)}
    />
  )
}

export function NotChoice({ checked = false, path, disabled = false, handleOnChange }: NotToggleProps) {
  return (
    <Checkbox
      size="xs"
      className={classes.not}
      label={words.lines.not}
      aria-label={named(words.lines.notAll, path)}
      checked={checked}
      disabled={disabled}
      onChange={event => handleOnChange(event.currentTarget.checked)}
    />
  )
}

export function AddButton({ testID, path, disabled = false, handleOnClick }: ActionProps) {
  const label = testID === 'add-group' ? words.lines.addGroup : words.lines.addLine
  if (disabled) return null
  return (
    <Button
      variant="default"
      size="compact-xs"
      className={classes.add}
      aria-label={named(label, path)}
      onClick={event => handleOnClick(event)}
    >
      {label}
    </Button>
  )
}

export function RemoveButton({ testID, path, disabled = false, handleOnClick }: ActionProps) {
  if (disabled) return null
  const label = testID === 'remove-group' ? words.lines.removeGroup : words.lines.removeLine
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      className={classes.remove}
      aria-label={named(label, path)}
      onClick={event => handleOnClick(event)}
    >
      <CrossSign />
    </ActionIcon>
  )
}
