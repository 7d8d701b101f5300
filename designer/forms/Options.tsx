import { Button } from '@mantine/core'
import { LateInput } from '../editor/panels/LateInput.tsx'
import { RowTools } from '../editor/panels/RowTools.tsx'
import { freshName } from '../editor/transitions.ts'
import { useRowKeys } from '../ui/row-keys.ts'
import { moved, toOption } from './change-fields.ts'
import classes from './Forms.module.css'
import type { Option } from './field.ts'
import { words } from './texts.ts'
import { spelled } from './write-fields.ts'

type Props = { options: Option[]; disabled: boolean; onChange(options: Option[]): void }

/** The values of a choice, each with what people read in its place, if that is something else. */
export function Options({ options, disabled, onChange }: Props) {
  const isTaken = (text: string) => options.some(({ value }) => spelled(value) === text)
  const keys = useRowKeys(options.map(({ value }) => spelled(value)))
  return (
    <fieldset className={classes.inner}>
      <legend>{words.options.title}</legend>
      {options.map((option, index) => (
        <div key={keys[index]} className={classes.option}>
          <LateInput
            label={words.options.value(index + 1)}
            value={spelled(option.value)}
            disabled={disabled}
            onDone={text => {
              if (text.trim() === '' || isTaken(text.trim())) return
              const others = options.toSpliced(index, 1)
              onChange(options.with(index, { ...option, value: toOption(text, others) }))
            }}
          />
          <LateInput
            label={words.options.label(index + 1)}
            placeholder={spelled(option.value)}
            value={option.label}
            disabled={disabled}
            onDone={label => onChange(options.with(index, { ...option, label: label.trim() }))}
          />
          {!disabled && (
            <RowTools
              name={spelled(option.value)}
              place={{ index, count: options.length, move: by => onChange(moved(options, index, by)) }}
              {...(options.length > 1 && { remove: () => onChange(options.toSpliced(index, 1)) })}
            />
          )}
        </div>
      ))}
      {!disabled && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() =>
              onChange([...options, { value: freshName(words.options.fresh, isTaken), label: '' }])
            }
          >
            {words.options.add}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
