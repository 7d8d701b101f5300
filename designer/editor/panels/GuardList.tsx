import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Transition } from '../../../engine/definition.ts'
import { moved } from '../../forms/change-fields.ts'
import { ExpressionField } from '../../rules/ExpressionField.tsx'
import { useRowKeys } from '../../ui/row-keys.ts'
import type { Edit } from '../edit.ts'
import type { Editor } from '../editor.ts'
import { asList, freshName, type Listed } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { transitionsWithRule } from '../uses.ts'
import { Fold } from './Fold.tsx'
import classes from './Panels.module.css'
import { RowTools } from './RowTools.tsx'
import { RuleFields } from './RuleFields.tsx'
import { words } from './texts.ts'

const aNewRule = ' new'

/** What has to hold for a transition: rules of the process, and conditions of its own, all of them. */
export function GuardList({ editor, listed }: { editor: Editor; listed: Listed }) {
  const { definition } = useEditor(editor).draft
  const [added, setAdded] = useState<number | null>(null)
  const { at, transition } = listed
  const rules = definition.rules ?? {}
  const guards = asList(transition.guard)
  const keys = useRowKeys([...guards])
  const event = at.list === 'on' ? at.key : undefined
  const disabled = editor.readOnly

  const setting = (list: readonly string[]): Edit => ({
    kind: 'change-transition',
    at,
    change: { guard: guardOf(list) },
  })
  const set = (list: readonly string[]) => editor.apply(setting(list))
  const append = (guard: string, first?: Edit) => {
    setAdded(guards.length)
    editor.apply({ kind: 'all', edits: [...(first ? [first] : []), setting([...guards, guard])] })
  }
  const newName = () => freshName('rule', name => Object.hasOwn(rules, name))
  const makeRule = (index: number) => {
    const name = newName()
    setAdded(index)
    editor.apply({
      kind: 'all',
      edits: [
        { kind: 'add-rule', name, rule: { title: words.rules.newTitle, when: guards[index]! } },
        setting(guards.with(index, name)),
      ],
    })
  }
  const free = Object.entries(rules).filter(([name]) => !guards.includes(name))

  return (
    <>
      {guards.length === 0 && <p className={classes.hint}>{words.guard.none}</p>}
      <div className={classes.items}>
        {guards.map((guard, index) => {
          const rule = Object.hasOwn(rules, guard) ? rules[guard] : undefined
          const name = rule?.title ?? words.guard.condition(index + 1)
          const tools = !disabled && (
            <RowTools
              name={name}
              place={{ index, count: guards.length, move: by => set(moved(guards, index, by)) }}
              remove={() => set(guards.toSpliced(index, 1))}
            />
          )
          if (rule)
            return (
              <Fold key={`rule ${keys[index]}`} isItem title={name} tools={tools} startOpen={added === index}>
                <p className={classes.hint}>
                  {words.guard.shared(transitionsWithRule(definition, guard).length)}
                </p>
                <RuleFields editor={editor} name={guard} {...(event !== undefined && { event })} />
              </Fold>
            )
          return (
            <div key={`condition ${keys[index]}`} className={classes.condition}>
              {!disabled && (
                <div className={classes.over}>
                  <Button variant="subtle" size="compact-sm" onClick={() => makeRule(index)}>
                    {words.guard.makeRule}
                  </Button>
                  {tools}
                </div>
              )}
              <ExpressionField
                editor={editor}
                gives="bool"
                label={name}
                description={words.guard.conditionHint}
                value={guard}
                {...(event !== undefined && { event })}
                disabled={disabled}
                onDone={text =>
                  set(text.trim() === '' ? guards.toSpliced(index, 1) : guards.with(index, text))
                }
              />
            </div>
          )
        })}
      </div>
      {!disabled && (
        <>
          <NativeSelect
            label={words.guard.addRule}
            value=""
            data={[
              { value: '', label: words.guard.chooseRule },
              ...free.map(([value, { title }]) => ({ value, label: title })),
              { value: aNewRule, label: words.guard.newRule },
            ]}
            onChange={({ currentTarget: { value } }) => {
              if (value === '') return
              if (value !== aNewRule) return append(value)
              const name = newName()
              append(name, { kind: 'add-rule', name, rule: { title: words.rules.newTitle, when: 'true' } })
            }}
          />
          <div>
            <Button variant="default" size="compact-sm" onClick={() => append('true')}>
              {words.guard.addCondition}
            </Button>
          </div>
        </>
      )}
    </>
  )
}

const guardOf = (list: readonly string[]): Transition['guard'] => (list.length > 1 ? [...list] : list[0])
