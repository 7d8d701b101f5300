import { Button, NativeSelect } from '@mantine/core'
import type { EffectDefinition } from '../../../engine/definition.ts'
import { ExpressionField } from '../../rules/ExpressionField.tsx'
import { withFields } from '../apply/tree.ts'
import type { Editor } from '../editor.ts'
import {
  effectTypes,
  givenFor,
  paramsOf,
  strangersOf,
  type Value,
  withType,
  withValue,
} from '../effect-kinds.ts'
import { Assignments } from './Assignments.tsx'
import classes from './Panels.module.css'
import { ParamField } from './ParamField.tsx'
import { RowTools } from './RowTools.tsx'
import { words } from './texts.ts'

type Props = {
  editor: Editor
  effect: EffectDefinition
  event: string | undefined
  onChange(effect: EffectDefinition): void
}

/** One effect: its type, the values that it takes, and on what condition it is done. */
export function EffectFields({ editor, effect, event, onChange }: Props) {
  const disabled = editor.readOnly
  const types = effectTypes.includes(effect.type) ? effectTypes : [effect.type, ...effectTypes]
  const set = (name: string, value: Value | undefined) => onChange(withValue(effect, name, value))
  return (
    <>
      <NativeSelect
        label={words.effects.type}
        value={effect.type}
        disabled={disabled}
        data={types.map(value => ({
          value,
          label: words.effects.types[value] ?? words.effects.unknown(value),
        }))}
        onChange={changed => onChange(withType(effect, changed.currentTarget.value))}
      />
      {effect.type === 'assign' && (
        <Assignments
          editor={editor}
          values={effect.with ?? {}}
          event={event}
          onChange={values => onChange(withFields(effect, { with: values }))}
        />
      )}
      {paramsOf(effect.type).map(param => (
        <ParamField
          key={`${effect.type} ${param.name}`}
          editor={editor}
          param={param}
          type={effect.type}
          value={givenFor(effect, param.name)}
          event={event}
          onChange={value => set(param.name, value)}
        />
      ))}
      {strangersOf(effect).map(name => (
        <Stranger
          key={name}
          editor={editor}
          name={name}
          value={givenFor(effect, name)!}
          remove={() => set(name, undefined)}
        />
      ))}
      <Condition editor={editor} effect={effect} event={event} onChange={onChange} />
    </>
  )
}

/** On what condition it is done; most are done always. */
function Condition({ editor, effect, event, onChange }: Props) {
  if (effect.if === undefined)
    return editor.readOnly ? null : (
      <div>
        <Button variant="subtle" size="compact-sm" onClick={() => onChange({ ...effect, if: 'true' })}>
          {words.effects.addCondition}
        </Button>
      </div>
    )
  return (
    <ExpressionField
      editor={editor}
      gives="bool"
      label={words.effects.onlyIf}
      description={words.effects.onlyIfHint}
      value={effect.if}
      {...(event !== undefined && { event })}
      disabled={editor.readOnly}
      onDone={text => onChange(withFields(effect, { if: text.trim() === '' ? undefined : text }))}
    />
  )
}

/** A value that such effects do not take: shown as it is, until somebody takes it away. */
function Stranger(props: { editor: Editor; name: string; value: Value; remove(): void }) {
  const { editor, name, value, remove } = props
  const text = value.how === 'computed' ? value.cel : JSON.stringify(value.value)
  return (
    <div>
      <div className={classes.row}>
        <dl className={classes.facts}>
          <dt>{words.effects.stranger(name)}</dt>
          <dd>{text}</dd>
        </dl>
        {!editor.readOnly && <RowTools name={name} remove={remove} />}
      </div>
      <p className={classes.hint}>{words.effects.strangerHint}</p>
    </div>
  )
}
