import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { constantValue } from '../../../engine/expressions.ts'
import { queries } from '../../queries.ts'
import { ExpressionField } from '../../rules/ExpressionField.tsx'
import type { Editor } from '../editor.ts'
import type { Param, Value } from '../effect-kinds.ts'
import { useEditor } from '../use-editor.ts'
import { eventsIn, rolesIn } from '../uses.ts'
import { ChoiceInput } from './ChoiceInput.tsx'
import { LateInput } from './LateInput.tsx'
import classes from './Panels.module.css'
import { RowsField } from './RowsField.tsx'
import { DurationField } from './TimerField.tsx'
import { words } from './texts.ts'

type Props = {
  editor: Editor
  /** of the effect */
  type: string
  param: Param
  value: Value | undefined
  event: string | undefined
  onChange(value: Value | undefined): void
}

/** One value of an effect: written as it is, or computed when the step is taken. */
export function ParamField(props: Props) {
  const { editor, param, type, value, event, onChange } = props
  const label = words.effects.params[param.name] ?? param.name
  const hint = words.effects.hints[`${type}/${param.name}`]
  const disabled = editor.readOnly
  if (param.kind === 'fields')
    return <RowsField {...{ editor, label, value, event, onChange }} isRequired={param.required} />
  const isComputed = value?.how === 'computed'
  return (
    <div className={classes.param}>
      {isComputed ? (
        <ExpressionField
          editor={editor}
          gives="value"
          label={label}
          {...(hint !== undefined && { description: hint })}
          value={value.cel}
          {...(event !== undefined && { event })}
          disabled={disabled}
          onDone={cel => onChange(cel.trim() === '' ? undefined : { how: 'computed', cel })}
        />
      ) : (
        <Written {...props} label={label} hint={hint} />
      )}
      <Switch
        size="xs"
        label={words.effects.computed}
        aria-label={words.effects.computedNamed(label)}
        checked={isComputed}
        disabled={disabled}
        onChange={changed => onChange(changed.currentTarget.checked ? toComputed(value) : toWritten(value))}
      />
    </div>
  )
}

const toComputed = (value: Value | undefined): Value => ({
  how: 'computed',
  cel: JSON.stringify(value?.how === 'written' ? value.value : ''),
})

function toWritten(value: Value | undefined): Value | undefined {
  const constant = value?.how === 'computed' ? constantValue(value.cel) : undefined
  return constant === undefined || constant === null || constant === ''
    ? undefined
    : { how: 'written', value: constant }
}

function Written(props: Props & { label: string; hint: string | undefined }) {
  const { editor, param, value, label, hint, onChange } = props
  const { definition } = useEditor(editor).draft
  const processes = useQuery({ ...queries.processes(), enabled: param.kind === 'process' })
  const written = value?.how === 'written' ? value.value : ''
  const text = typeof written === 'string' ? written : JSON.stringify(written)
  const common = {
    label,
    value: text,
    disabled: editor.readOnly,
    ...(hint !== undefined && { description: hint }),
    onDone: (to: string) => onChange(to.trim() === '' ? undefined : { how: 'written', value: to }),
  }
  switch (param.kind) {
    case 'role':
      return <ChoiceInput {...common} choices={rolesIn(definition)} />
    case 'event':
      return <ChoiceInput {...common} choices={eventsIn(definition)} />
    case 'process':
      return <ChoiceInput {...common} choices={processes.data?.map(({ process }) => process) ?? []} />
    case 'delay':
      // A number alone is milliseconds, which nobody counts in: it stays as it was written.
      return typeof written === 'number' ? (
        <LateInput {...common} />
      ) : (
        <DurationField value={text} disabled={editor.readOnly} onDone={common.onDone} />
      )
    case 'long':
      return <LateInput {...common} isLong />
    default:
      return <LateInput {...common} />
  }
}
