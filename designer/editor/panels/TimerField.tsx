import { NativeSelect, NumberInput, SegmentedControl } from '@mantine/core'
import { useEffect, useState } from 'react'
import { ExpressionField } from '../../rules/ExpressionField.tsx'
import { type Amount, isDuration, readAmount, type Unit, units, writeAmount } from '../delay.ts'
import type { Editor } from '../editor.ts'
import { LateInput } from './LateInput.tsx'
import classes from './Panels.module.css'
import { words } from './texts.ts'

type Props = { editor: Editor; value: string; disabled: boolean; onDone(value: string): void }

/** When a timer is due: after a time, or on a date that an expression gives. */
export function TimerField({ editor, value, disabled, onDone }: Props) {
  const isTime = value === '' || isDuration(value)
  return (
    <>
      <div>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={words.timer.how}
          value={isTime ? 'after' : 'date'}
          disabled={disabled}
          data={[
            { value: 'after', label: words.timer.after },
            { value: 'date', label: words.timer.date },
          ]}
          onChange={how => onDone(how === 'after' ? 'P1D' : 'now + days(1)')}
        />
      </div>
      {isTime ? (
        <DurationField value={value} disabled={disabled} onDone={onDone} />
      ) : (
        <ExpressionField
          editor={editor}
          gives="instant"
          label={words.timer.expression}
          description={words.timer.expressionHint}
          value={value}
          disabled={disabled}
          onDone={onDone}
        />
      )}
    </>
  )
}

type DurationProps = { value: string; disabled: boolean; onDone(value: string): void }

/** A number and a unit; as ISO 8601 where it has more than one unit. */
export function DurationField({ value, disabled, onDone }: DurationProps) {
  const amount = readAmount(value)
  if (value !== '' && !amount)
    return (
      <LateInput
        label={words.timer.exact}
        description={words.timer.exactHint}
        value={value}
        disabled={disabled}
        onDone={text => isDuration(text.trim()) && onDone(text.trim())}
      />
    )
  return <AmountField amount={amount} disabled={disabled} onDone={onDone} />
}

type AmountProps = { amount: Amount | undefined; disabled: boolean; onDone(value: string): void }

function AmountField({ amount, disabled, onDone }: AmountProps) {
  const known = amount?.count ?? ''
  const [count, setCount] = useState<number | string>(known)
  const [unit, setUnit] = useState<Unit>(amount?.unit ?? 'days')
  useEffect(() => setCount(known), [known])
  useEffect(() => {
    if (amount?.unit) setUnit(amount.unit)
  }, [amount?.unit])
  const done = (count: number | string, unit: Unit) => {
    const text = writeAmount({ count: Number(count), unit })
    if (text !== undefined && (count !== amount?.count || unit !== amount?.unit)) onDone(text)
    else setCount(known)
  }
  return (
    <div className={classes.row}>
      <NumberInput
        label={words.timer.count}
        value={count}
        min={1}
        max={100_000}
        allowDecimal={false}
        allowNegative={false}
        disabled={disabled}
        onChange={setCount}
        onBlur={() => done(count, unit)}
        onKeyDown={event => event.key === 'Enter' && done(count, unit)}
      />
      <NativeSelect
        label={words.timer.unit}
        value={unit}
        disabled={disabled}
        data={units.map(value => ({ value, label: words.timer.units[value] }))}
        onChange={event => {
          const chosen = event.currentTarget.value as Unit
          setUnit(chosen)
          if (count !== '') done(count, chosen)
        }}
      />
    </div>
  )
}
