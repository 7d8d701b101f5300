import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Definition } from '../../../engine/definition.ts'
import { isObject } from '../../../engine/json.ts'
import { ExpressionField } from '../../rules/ExpressionField.tsx'
import { useRowKeys } from '../../ui/row-keys.ts'
import { renamed } from '../apply/tree.ts'
import type { Editor } from '../editor.ts'
import { useEditor } from '../use-editor.ts'
import { dataPathsIn } from '../uses.ts'
import { ChoiceInput } from './ChoiceInput.tsx'
import classes from './Panels.module.css'
import { RowTools } from './RowTools.tsx'
import { words } from './texts.ts'

type Values = Record<string, string>

type Props = {
  editor: Editor
  values: Values
  event?: string | undefined
  onChange(values: Values | undefined): void
}

/** What becomes of the case data: each field with the expression that gives its new value. */
export function Assignments({ editor, values, event, onChange }: Props) {
  const { definition } = useEditor(editor).draft
  const [path, setPath] = useState('')
  const keys = useRowKeys(Object.keys(values))
  const disabled = editor.readOnly
  const paths = dataPathsIn(definition)
  const free = paths.filter(one => !Object.hasOwn(values, one))
  const set = (after: Values) => onChange(Object.keys(after).length > 0 ? after : undefined)

  const add = (submitted: FormEvent) => {
    submitted.preventDefault()
    const to = path.trim()
    if (to === '' || Object.hasOwn(values, to)) return
    set({ ...values, [to]: sameOfEvent(definition, event, to) ?? 'null' })
    setPath('')
  }

  return (
    <>
      {Object.entries(values).map(([to, cel], n) => (
        <div key={keys[n]} className={classes.condition}>
          <div className={classes.row}>
            <ChoiceInput
              label={words.assign.path}
              value={to}
              choices={[to, ...free]}
              disabled={disabled}
              onDone={other =>
                other !== '' && !Object.hasOwn(values, other) && set(renamed(values, to, other))
              }
            />
            {!disabled && (
              <RowTools
                name={to}
                remove={() => set(Object.fromEntries(Object.entries(values).filter(([one]) => one !== to)))}
              />
            )}
          </div>
          <ExpressionField
            editor={editor}
            gives="value"
            label={words.assign.value(to)}
            value={cel}
            {...(event !== undefined && { event })}
            disabled={disabled}
            onDone={text => set({ ...values, [to]: text })}
          />
        </div>
      ))}
      {!disabled && (
        <form className={classes.row} onSubmit={add}>
          <ChoiceInput
            label={words.assign.newPath}
            description={words.assign.pathHint}
            value={path}
            choices={free}
            disabled={false}
            isLive
            onDone={setPath}
          />
          <Button type="submit" variant="default" disabled={path.trim() === ''}>
            {words.assign.add}
          </Button>
        </form>
      )}
    </>
  )
}

/** What the event's form asks under the same name. */
function sameOfEvent(definition: Definition, event: string | undefined, path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1)
  const asked = event === undefined ? undefined : definition.events?.[event]?.schema?.properties
  return isObject(asked) && Object.hasOwn(asked, name) ? `event.${name}` : undefined
}
